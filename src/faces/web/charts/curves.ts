import { type HistoryPoint, shardLatency } from '../../../model/history.js';
import { type CurvePoint, latencyPoint, latencySentence, spread } from './latency.view.js';

/** What the two curves of a chart are, wherever they are read, drawn or told. */
export interface Curves {
  /** As it stands in addresses: `?shard=7`, or nothing. */
  readonly rest: string;
  readonly names: readonly [string, string];
  /** What is asked of the API, in the order of the curves. */
  readonly query: Readonly<Record<string, string>>;
  point(point: HistoryPoint): CurvePoint;
  /** `null` while there is nothing to say. @param when `around the incident` */
  sentence(when: string, points: readonly CurvePoint[]): string | null;
}

export const allShards: Curves = {
  rest: '',
  names: ['p50', 'p95'],
  query: { fields: 'at,latencyP50Ms,latencyP95Ms' },
  point: latencyPoint,
  sentence: latencySentence,
};

/** One shard, and half of all that answered. */
export function oneShard(id: number): Curves {
  const name = `Shard\u00a0${id}`;
  return {
    rest: `?shard=${id}`,
    names: [name, 'p50 of all'],
    query: { fields: 'at,shardLatencyMs,latencyP50Ms', shard: String(id) },
    point: (point) => ({ at: point.from, values: [shardLatency(point, id), latencyPoint(point).values[0]] }),
    sentence: (when, points) => {
      const [own, all] = [spread(points, 0), spread(points, 1)];
      if (own === null && all === null) return null;
      const ownWords =
        own === null ? `of shard\u00a0${id} nothing was measured` : `shard\u00a0${id} took ${own} while it answered`;
      return `Gateway latency ${when}: ${ownWords}; of all shards half took at most ${all ?? 'nothing that is known'}.`;
    },
  };
}

/** What an address names behind `?shard=`: one shard, or else all of them. */
export function curvesOf(shard: unknown): Curves {
  return typeof shard === 'string' && /^\d{1,7}$/.test(shard) ? oneShard(Number(shard)) : allShards;
}
