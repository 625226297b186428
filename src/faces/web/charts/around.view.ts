import { type Incident, lengthMs } from '../../../model/incident.js';
import { hitIds } from '../parts/shard-strip.js';
import { type Curves, allShards, oneShard } from './curves.js';
import type { CurvePoint } from './latency.view.js';

/** The chart of the latency around an incident: all of it can be read where nothing is drawn. */
export interface AroundView {
  /** Query of the history that is drawn. */
  readonly query: string;
  /** Epoch milliseconds; `until` is nothing while it goes on. */
  readonly from: number;
  readonly until: number | '';
  readonly names: Curves['names'];
  /** Whether one curve has gaps where the other has none. */
  readonly isApart: boolean;
  /** `null` when nothing was measured, or the history cannot be read. */
  readonly sentence: string | null;
  readonly empty: { readonly title: string; readonly text: string };
}

/** A span of time, epoch milliseconds; without an end it goes on. */
export interface Span {
  readonly from: number;
  readonly until: number | undefined;
}

/** Milliseconds before and after it at least. */
const LEAST_MARGIN_MS = 300_000;

/** What is shown of the time around an incident: as much before and after as it took. @param now epoch milliseconds */
export function spanAround(incident: Pick<Incident, 'beganAt' | 'endedAt'>, now: number): Span {
  const { beganAt, endedAt } = incident;
  const margin = Math.max(LEAST_MARGIN_MS, lengthMs(incident, now));
  const isRecent = endedAt === null || endedAt + margin > now;
  return { from: beganAt - margin, until: isRecent ? undefined : endedAt + margin };
}

/** Where one shard of several was away, that one beside all of them. */
export function curvesAround(incident: Pick<Incident, 'kind' | 'shardIds' | 'shardCount'>): Curves {
  const [first, ...others] = hitIds(incident);
  return first === undefined || others.length > 0 || incident.shardCount < 2 ? allShards : oneShard(first);
}

/** @param points oldest first; `null` when the history cannot be read */
export function aroundView({ from, until }: Span, curves: Curves, points: readonly CurvePoint[] | null): AroundView {
  const query = new URLSearchParams({
    ...curves.query,
    from: new Date(from).toISOString(),
    ...(until === undefined ? {} : { until: new Date(until).toISOString() }),
  });
  return {
    query: `?${query.toString()}`,
    from,
    until: until ?? '',
    names: curves.names,
    isApart: curves !== allShards,
    sentence: points && curves.sentence('around the incident', points),
    empty: points
      ? { title: 'Nothing was measured', text: 'No shard answered around that time, or it is too long ago.' }
      : { title: 'The history cannot be read', text: 'The log says why. Shardwatch tries again by itself.' },
  };
}
