import { type Histogram, added } from './histogram.js';
import { type CommandPoint, mergedCommands } from './history-commands.js';
import { type Verdict, worstVerdict } from './verdict.js';

/** How long a point of history lasts. Finer points are kept for a shorter time. */
export type Resolution = '10s' | '1min' | '15min' | '1d';
export const resolutions: readonly Resolution[] = ['10s', '1min', '15min', '1d'];

/** Milliseconds. */
export const spanOf: Readonly<Record<Resolution, number>> = {
  '10s': 10_000,
  '1min': 60_000,
  '15min': 900_000,
  '1d': 86_400_000,
};

/** Each resolution but the finest is made of the one before it. */
export type RolledUp = Exclude<Resolution, '10s'>;
export const rolledUp: readonly RolledUp[] = ['1min', '15min', '1d'];
export const finerThan: Readonly<Record<RolledUp, Resolution>> = {
  '1min': '10s',
  '15min': '1min',
  '1d': '15min',
};

/** The bot over one span of time. `null` is not known. */
export interface HistoryPoint {
  /** Epoch milliseconds at which the span begins: a multiple of its length, but for the first one of a process. */
  readonly from: number;
  /** Milliseconds of the span in which we looked; what is missing is time without a process. */
  readonly observedMs: number;
  /** Milliseconds of those in which a command would have been answered, weighted by guilds. */
  readonly answeredMs: number;
  /** The worst verdict. */
  readonly verdict: Verdict;
  /** Of the heartbeats of all shards. */
  readonly latency: Histogram;
  /** From the creation of an interaction at Discord to our acknowledgement. */
  readonly acknowledgement: Histogram;
  readonly counts: HistoryCounts;
  readonly levels: HistoryLevels;
  readonly shards: readonly ShardPoint[];
  /** Those that were used, in no order. */
  readonly commands: readonly CommandPoint[];
}

/** What happened in the span. */
export interface HistoryCounts {
  readonly events: number;
  readonly interactions: number;
  /** Interactions acknowledged after Discord's 3 seconds, or never. */
  readonly missedInteractions: number;
  /** Events that could not be handled, and errors that nobody caught. */
  readonly errors: number;
  readonly requests: number;
  /** Requests that Discord answered with 5xx, or not at all. */
  readonly failedRequests: number;
  readonly identifies: number;
  readonly resumes: number;
  /** Milliseconds without a session, over all shards. */
  readonly blindMs: number;
  /** Milliseconds of one core. */
  readonly cpuMs: number;
}

/** What stood at some height: the largest of the span, but for guilds (the last) and session starts (the fewest left). */
export interface HistoryLevels {
  readonly guilds: number | null;
  readonly unavailableGuilds: number | null;
  readonly rssBytes: number | null;
  readonly heapUsedBytes: number | null;
  readonly eventLoopLagMs: number | null;
  readonly sessionStartsLeft: number | null;
  readonly invalidRequests: number | null;
  readonly requestsPerSecond: number | null;
}

/** One shard over the span. */
export interface ShardPoint {
  readonly id: number;
  /** The share of looks that found it answering, 0 to 1. */
  readonly answeredRatio: number;
  /** Milliseconds, the largest; `null` when it was not known. */
  readonly latencyMs: number | null;
}

/** Milliseconds; `null` while the shard did not answer: what it had before says nothing about then. */
export function shardLatency({ shards }: Pick<HistoryPoint, 'shards'>, id: number): number | null {
  const shard = shards.find((one) => one.id === id);
  return shard && shard.answeredRatio > 0 ? shard.latencyMs : null;
}

/** The point of a longer span, from the points within it, oldest first; at least one. @param from epoch milliseconds */
export function mergedPoint(points: readonly HistoryPoint[], from: number): HistoryPoint {
  return {
    from,
    observedMs: sum(points, (point) => point.observedMs),
    answeredMs: sum(points, (point) => point.answeredMs),
    verdict: worstVerdict(points.map(({ verdict }) => verdict)),
    latency: added(points.map(({ latency }) => latency)),
    acknowledgement: added(points.map(({ acknowledgement }) => acknowledgement)),
    counts: mergedCounts(points.map(({ counts }) => counts)),
    levels: mergedLevels(points.map(({ levels }) => levels)),
    shards: mergedShards(points),
    commands: mergedCommands(points.map(({ commands }) => commands)),
  };
}

function mergedCounts(counts: readonly HistoryCounts[]): HistoryCounts {
  return {
    events: sum(counts, ({ events }) => events),
    interactions: sum(counts, ({ interactions }) => interactions),
    missedInteractions: sum(counts, ({ missedInteractions }) => missedInteractions),
    errors: sum(counts, ({ errors }) => errors),
    requests: sum(counts, ({ requests }) => requests),
    failedRequests: sum(counts, ({ failedRequests }) => failedRequests),
    identifies: sum(counts, ({ identifies }) => identifies),
    resumes: sum(counts, ({ resumes }) => resumes),
    blindMs: sum(counts, ({ blindMs }) => blindMs),
    cpuMs: sum(counts, ({ cpuMs }) => cpuMs),
  };
}

export function mergedLevels(levels: readonly HistoryLevels[]): HistoryLevels {
  const known = (pick: (one: HistoryLevels) => number | null) => levels.flatMap((one) => pick(one) ?? []);
  const largest = (pick: (one: HistoryLevels) => number | null) => known(pick).reduce(larger, null);
  return {
    guilds: known(({ guilds }) => guilds).at(-1) ?? null,
    unavailableGuilds: largest(({ unavailableGuilds }) => unavailableGuilds),
    rssBytes: largest(({ rssBytes }) => rssBytes),
    heapUsedBytes: largest(({ heapUsedBytes }) => heapUsedBytes),
    eventLoopLagMs: largest(({ eventLoopLagMs }) => eventLoopLagMs),
    sessionStartsLeft: known(({ sessionStartsLeft }) => sessionStartsLeft).reduce(smaller, null),
    invalidRequests: largest(({ invalidRequests }) => invalidRequests),
    requestsPerSecond: largest(({ requestsPerSecond }) => requestsPerSecond),
  };
}

function mergedShards(points: readonly HistoryPoint[]): readonly ShardPoint[] {
  const byId = new Map<number, (ShardPoint & { readonly weight: number })[]>();
  for (const { shards, observedMs } of points) {
    for (const shard of shards) byId.set(shard.id, [...(byId.get(shard.id) ?? []), { ...shard, weight: observedMs }]);
  }
  return [...byId]
    .sort(([a], [b]) => a - b)
    .map(([id, parts]) => ({
      id,
      answeredRatio: sum(parts, (part) => part.answeredRatio * part.weight) / (sum(parts, (part) => part.weight) || 1),
      latencyMs: parts.flatMap(({ latencyMs }) => latencyMs ?? []).reduce(larger, null),
    }));
}

const larger = (a: number | null, b: number): number => (a === null ? b : Math.max(a, b));
const smaller = (a: number | null, b: number): number => (a === null ? b : Math.min(a, b));

function sum<T>(things: readonly T[], pick: (thing: T) => number): number {
  return things.reduce((total, thing) => total + pick(thing), 0);
}
