import type { Status } from './status.js';

/** The figures of one moment, for the small curves. Counters are totals since the process started. */
export interface TrendPoint {
  /** Epoch milliseconds. */
  readonly at: number;
  /** `null` when no shard answered: a gap stays a gap. */
  readonly latencyMs: number | null;
  readonly guildCount: number | null;
  readonly eventCount: number;
  readonly interactionCount: number;
  /** Milliseconds within which 95 of 100 commands of the last 5 minutes were acknowledged; `null` of none. */
  readonly acknowledgementMs: number | null;
  readonly rssBytes: number | null;
}

export function trendPoint({ at, figures, shards, snapshot }: Status): TrendPoint {
  return {
    at,
    latencyMs: figures.latencyMs,
    guildCount: figures.guildCount,
    eventCount: shards.reduce((sum, shard) => sum + shard.eventCount, 0),
    interactionCount: shards.reduce((sum, shard) => sum + shard.interactionCount, 0),
    acknowledgementMs: snapshot.interactions?.recent.p95Ms ?? null,
    rssBytes: snapshot.instances[0]?.rssBytes ?? null,
  };
}

/**
 * How fast a counter grew between each two neighbouring points, per `perMs` milliseconds.
 *
 * @returns one rate fewer than there are points; empty for fewer than two
 */
export function rates(
  points: readonly TrendPoint[],
  pick: 'eventCount' | 'interactionCount',
  perMs: number,
): readonly number[] {
  return points.slice(1).map((point, index) => {
    const before = points[index] ?? point;
    const ms = Math.max(1, point.at - before.at);
    return (Math.max(0, point[pick] - before[pick]) / ms) * perMs;
  });
}
