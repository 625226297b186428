import type { Figures, JudgedShard } from './figures.js';
import { type Limits, span } from './limits.js';
import type { Snapshot } from './snapshot.js';

/** Whether a command would be answered right now: on every shard, on some, on none, not yet, or we cannot tell. */
export type Verdict = 'operational' | 'degraded' | 'down' | 'starting' | 'unknown';

export const verdictWord: Readonly<Record<Verdict, string>> = {
  operational: 'Operational',
  degraded: 'Degraded',
  down: 'Down',
  starting: 'Starting',
  unknown: 'Unknown',
};

/** What a judgement rests on. */
export interface Facts {
  readonly snapshot: Snapshot;
  readonly shards: readonly JudgedShard[];
  readonly figures: Figures;
  readonly limits: Limits;
  /** Epoch milliseconds. */
  readonly now: number;
}

/** Milliseconds. A snapshot of which nothing was heard for longer says nothing about now. */
const STALE_AFTER_MS = 30_000;
/** Milliseconds a start may take: one part for the process, one for each shard (Discord lets one in every 5 s). */
const START_GRACE_MS = 60_000;
const START_GRACE_PER_SHARD_MS = 6_000;

export function verdictOf(facts: Facts): Verdict {
  const { shardCount, answeringShardCount } = facts.figures;
  if (isStale(facts)) return 'unknown';
  if (isRefused(facts)) return 'down';
  if (isStarting(facts)) return 'starting';
  if (answeringShardCount === 0) return 'down';
  return answeringShardCount < shardCount || isLimitBreached(facts) ? 'degraded' : 'operational';
}

export function isLatencyBreached({ figures, limits }: Facts): boolean {
  return (figures.latencyP95Ms ?? 0) > limits.latencyMs;
}

function isLimitBreached(facts: Facts): boolean {
  const { snapshot, limits } = facts;
  const isBlocked = snapshot.instances.some(({ eventLoopLagMs }) => (eventLoopLagMs ?? 0) > limits.eventLoopLagMs);
  return isBlocked || isLatencyBreached(facts);
}

function isStale({ snapshot: { heardAt }, limits, now }: Facts): boolean {
  return heardAt !== null && now - heardAt > span(STALE_AFTER_MS, limits);
}

function isRefused({ snapshot: { signIn }, shards }: Facts): boolean {
  return signIn?.stage === 'refused' || (shards.length > 0 && shards.every(({ phase }) => phase === 'fatal'));
}

function isStarting({ snapshot, shards, limits, now }: Facts): boolean {
  if (snapshot.allConnectedAt !== null || shards.some(({ phase }) => phase === 'fatal')) return false;
  const startedAt = Math.min(now, ...snapshot.instances.map((instance) => instance.startedAt));
  return now - startedAt < span(START_GRACE_MS + START_GRACE_PER_SHARD_MS * shards.length, limits);
}
