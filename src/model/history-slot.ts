import { answeredRatio } from './availability.js';
import { type HistoryLevels, type HistoryPoint, type ShardPoint, mergedLevels } from './history.js';
import { type Totals, since, totalsOf } from './history-totals.js';
import { histogramOf } from './histogram.js';
import { answers } from './shard.js';
import type { Snapshot } from './snapshot.js';
import type { Status } from './status.js';
import { type Verdict, worstVerdict } from './verdict.js';

/** The finest span of history, as far as it has been looked at. */
export interface Slot {
  /** Epoch milliseconds. */
  readonly from: number;
  readonly observedMs: number;
  readonly answeredMs: number;
  readonly verdicts: readonly Verdict[];
  readonly levels: HistoryLevels | null;
  /** Milliseconds in which each shard answered, by id. */
  readonly shardMs: ReadonlyMap<number, number>;
}

/** One look at the status, and for how many milliseconds it is held to be true. */
export interface Look {
  readonly status: Status;
  readonly forMs: number;
  /** Whether the process stood still meanwhile: then nobody was answered, whatever the status said before. */
  readonly isStill: boolean;
}

export function slotFrom(from: number): Slot {
  return { from, observedMs: 0, answeredMs: 0, verdicts: [], levels: null, shardMs: new Map() };
}

export function withLook(slot: Slot, { status, forMs, isStill }: Look): Slot {
  const shardMs = new Map(slot.shardMs);
  for (const { id, phase } of status.shards)
    shardMs.set(id, (shardMs.get(id) ?? 0) + (answers(phase) && !isStill ? forMs : 0));
  return {
    ...slot,
    observedMs: slot.observedMs + forMs,
    answeredMs: slot.answeredMs + (isStill ? 0 : forMs * answeredRatio(status)),
    verdicts: slot.verdicts.includes(status.verdict) ? slot.verdicts : [...slot.verdicts, status.verdict],
    levels: mergedLevels([slot.levels ?? levelsOf(status), levelsOf(status)]),
    shardMs,
  };
}

/** The point of a slot that is over. @param before what was counted when it began */
export function pointOf(slot: Slot, status: Status, before: Totals): HistoryPoint {
  const { from, observedMs, answeredMs, verdicts, levels, shardMs } = slot;
  const heard = status.shards.flatMap(({ phase, latencyMs }) => (answers(phase) ? (latencyMs ?? []) : []));
  return {
    from,
    observedMs,
    answeredMs: Math.round(answeredMs),
    verdict: worstVerdict(verdicts),
    latency: histogramOf(heard),
    ...since(before, totalsOf(status)),
    levels: mergedLevels([levels ?? levelsOf(status), levelsOf(status)]),
    shards: status.shards.map(({ id, latencyMs }): ShardPoint => {
      const ratio = observedMs > 0 ? (shardMs.get(id) ?? 0) / observedMs : 0;
      return { id, answeredRatio: ratio, latencyMs };
    }),
  };
}

function levelsOf({ figures, snapshot }: Status): HistoryLevels {
  const { guildCount: guilds, unavailableGuildCount } = figures;
  return {
    guilds,
    unavailableGuilds: guilds === null ? null : unavailableGuildCount,
    ...ofProcess(snapshot),
    ...ofBudgets(snapshot),
  };
}

function ofProcess({ instances: [own] }: Snapshot) {
  const { rssBytes = null, heapUsedBytes = null, eventLoopLagMs = null } = own ?? {};
  return { rssBytes, heapUsedBytes, eventLoopLagMs };
}

function ofBudgets({ sessionStarts, rest }: Snapshot) {
  return {
    sessionStartsLeft: sessionStarts?.remaining ?? null,
    invalidRequests: rest?.invalid.count ?? null,
    requestsPerSecond: rest?.global.peakPerSecond ?? null,
  };
}
