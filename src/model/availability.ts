import type { JudgedShard } from './figures.js';
import { answers } from './shard.js';
import type { Status } from './status.js';
import type { Uptime } from './uptime.js';

/** The share of time in which a command would have been answered; 0 to 1, weighted by guilds. */
export interface Availability {
  /** Epoch milliseconds at which the process started. */
  readonly startedAt: number;
  /** `null` before the first look. */
  readonly sinceStart: number | null;
  /** Of the last hour, or of what there has been of it; `null` before the first look. */
  readonly lastHour: number | null;
  /** The last hour minute by minute, oldest first; `null` for a minute before the start. */
  readonly minutes: readonly (number | null)[];
  /** The last 24 hours and 90 days, also of the processes before this one; `null` while nobody has read the history. */
  readonly longTerm: Uptime | null;
}

/** What is remembered of the looks so far. */
export interface AvailabilityRecord {
  readonly startedAt: number;
  /** Epoch milliseconds of the last look. */
  readonly until: number;
  /** What the last look found; it holds until the next. */
  readonly ratio: number;
  /** Milliseconds in which a command would have been answered, since the start. */
  readonly answeredMs: number;
  /** The last hour without gaps, oldest first. */
  readonly stretches: readonly Stretch[];
}

/** A span in which the share did not change; epoch milliseconds. */
interface Stretch {
  readonly from: number;
  readonly until: number;
  readonly ratio: number;
}

/** Looks come once a second. One that comes 3 s late (Discord's deadline) shows that nobody was answered meanwhile. */
const LONGEST_BETWEEN_LOOKS_MS = 4_000;
const MINUTE_MS = 60_000;
const MINUTES_KEPT = 60;

/** A process at its start: until its first look it answers nobody. `startedAt` in epoch milliseconds. */
export function notLooked(startedAt: number): AvailabilityRecord {
  return { startedAt, until: startedAt, ratio: 0, answeredMs: 0, stretches: [] };
}

/** The record after a look at `now` (epoch milliseconds) that found `ratio`. */
export function looked(record: AvailabilityRecord, ratio: number, now: number): AvailabilityRecord {
  const from = record.until;
  if (now <= from) return { ...record, ratio };
  const held = now - from > LONGEST_BETWEEN_LOOKS_MS ? 0 : record.ratio;
  const stretches = withStretch(record.stretches, { from, until: now, ratio: held });
  const kept = stretches.filter(({ until }) => until > now - (MINUTES_KEPT + 1) * MINUTE_MS);
  return { ...record, until: now, ratio, answeredMs: record.answeredMs + held * (now - from), stretches: kept };
}

function withStretch(stretches: readonly Stretch[], next: Stretch): readonly Stretch[] {
  const last = stretches.at(-1);
  if (last?.ratio !== next.ratio) return [...stretches, next];
  return [...stretches.slice(0, -1), { ...last, until: next.until }];
}

/** What the record amounts to, up to its last look. It knows nothing of processes before. */
export function availabilityOf({ startedAt, until, answeredMs, stretches }: AvailabilityRecord): Availability {
  // Whole minutes, so that each keeps its value once it is over; the last one still runs.
  const end = Math.ceil(until / MINUTE_MS) * MINUTE_MS;
  return {
    startedAt,
    sinceStart: until > startedAt ? answeredMs / (until - startedAt) : null,
    lastHour: ratioBetween(stretches, until - MINUTES_KEPT * MINUTE_MS, until),
    minutes: Array.from({ length: MINUTES_KEPT }, (_, index) => {
      const from = end - (MINUTES_KEPT - index) * MINUTE_MS;
      return ratioBetween(stretches, from, from + MINUTE_MS);
    }),
    longTerm: null,
  };
}

/** The mean over what is known between two moments; `null` where nothing is. */
function ratioBetween(stretches: readonly Stretch[], from: number, until: number): number | null {
  let [knownMs, answeredMs] = [0, 0];
  for (const stretch of stretches) {
    const ms = Math.min(until, stretch.until) - Math.max(from, stretch.from);
    if (ms <= 0) continue;
    knownMs += ms;
    answeredMs += ms * stretch.ratio;
  }
  return knownMs === 0 ? null : answeredMs / knownMs;
}

/**
 * The share of guilds in which a command would be answered now, 0 to 1; the share of shards while no guild is known.
 * A shard whose guilds nobody knows yet weighs as much as the others do on average.
 */
export function answeredRatio({ verdict, shards }: Pick<Status, 'verdict' | 'shards'>): number {
  const shardCount = shards[0]?.of ?? 0;
  if (verdict === 'unknown' || shardCount === 0) return 0;
  const answering = shards.filter(({ phase }) => answers(phase));
  const named = shards.filter(hasNamedGuilds);
  const average = named.reduce((sum, { guildCount }) => sum + guildCount, 0) / Math.max(1, named.length);
  if (average === 0) return answering.length / shardCount;

  const weigh = (some: readonly JudgedShard[]) =>
    some.reduce((sum, shard) => sum + (hasNamedGuilds(shard) ? shard.guildCount : average), 0);
  return weigh(answering) / (weigh(shards) + (shardCount - shards.length) * average);
}

function hasNamedGuilds({ guildCount, sessionStartedAt }: JudgedShard): boolean {
  return guildCount > 0 || sessionStartedAt !== null;
}
