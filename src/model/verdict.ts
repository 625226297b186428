import { breachesOf } from './breach.js';
import type { Facts } from './facts.js';
import { span } from './limits.js';

/** Whether a command would be answered right now: on every shard, on some, on none, not yet, or we cannot tell. */
export type Verdict = 'operational' | 'degraded' | 'down' | 'starting' | 'unknown';

export const verdictWord: Readonly<Record<Verdict, string>> = {
  operational: 'Operational',
  degraded: 'Degraded',
  down: 'Down',
  starting: 'Starting',
  unknown: 'Unknown',
};

const fromBestToWorst: readonly Verdict[] = ['operational', 'starting', 'degraded', 'unknown', 'down'];

/** The worst of several; `unknown` of none. */
export function worstVerdict(verdicts: readonly Verdict[]): Verdict {
  return fromBestToWorst.findLast((verdict) => verdicts.includes(verdict)) ?? 'unknown';
}

/** Milliseconds, whatever the time factor: it is our own process that falls silent. Then nothing is known about now. */
const STALE_AFTER_MS = 30_000;
/** Milliseconds a start may take once the program is read: a part for all, and one for each shard (one in every 5 s). */
const START_GRACE_MS = 60_000;
const START_GRACE_PER_SHARD_MS = 6_000;
/** Real milliseconds that no time factor takes from a start: a busy machine needs them. */
const SHORTEST_START_MS = 10_000;

export function verdictOf(facts: Facts): Verdict {
  const { shardCount, answeringShardCount } = facts.figures;
  if (isStale(facts)) return 'unknown';
  if (isRefused(facts)) return 'down';
  if (isStarting(facts)) return 'starting';
  if (answeringShardCount === 0) return 'down';
  return answeringShardCount < shardCount || breachesOf(facts).length > 0 ? 'degraded' : 'operational';
}

function isStale({ snapshot: { heardAt }, now }: Facts): boolean {
  return heardAt !== null && now - heardAt > STALE_AFTER_MS;
}

function isRefused({ snapshot: { signIn }, shards }: Facts): boolean {
  return signIn?.stage === 'refused' || (shards.length > 0 && shards.every(({ phase }) => phase === 'fatal'));
}

function isStarting({ snapshot, shards, limits, now }: Facts): boolean {
  if (snapshot.allConnectedAt !== null || shards.some(({ phase }) => phase === 'fatal')) return false;
  const loadedAt = Math.min(now, ...snapshot.instances.map((instance) => instance.loadedAt));
  const graceMs = span(START_GRACE_MS + START_GRACE_PER_SHARD_MS * shards.length, limits);
  return now - loadedAt < Math.max(SHORTEST_START_MS, graceMs);
}
