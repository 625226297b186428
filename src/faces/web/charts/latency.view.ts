import type { HistoryPoint, Resolution } from '../../../model/history.js';
import { percentileOf } from '../../../model/histogram.js';
import { latency } from '../../format.js';
import type { Band } from './chart-bands.js';

/** How far back a chart reaches. */
export interface ChartRange {
  /** As it stands in addresses. */
  readonly name: string;
  readonly label: string;
  /** `the last hour` */
  readonly words: string;
  readonly ms: number;
  readonly resolution: Resolution;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

const lastHour: ChartRange = {
  name: '1h',
  label: '1 h',
  words: 'the last hour',
  ms: HOUR_MS,
  resolution: '10s',
};

/** The shortest first; it is shown unless another is asked for. */
export const chartRanges: readonly ChartRange[] = [
  lastHour,
  { name: '24h', label: '24 h', words: 'the last 24 hours', ms: DAY_MS, resolution: '1min' },
  { name: '7d', label: '7 d', words: 'the last 7 days', ms: 7 * DAY_MS, resolution: '15min' },
  { name: '30d', label: '30 d', words: 'the last 30 days', ms: 30 * DAY_MS, resolution: '15min' },
  { name: '90d', label: '90 d', words: 'the last 90 days', ms: 90 * DAY_MS, resolution: '1d' },
];

export function chartRange(name: unknown): ChartRange {
  return chartRanges.find((range) => range.name === name) ?? lastHour;
}

/** A point of the two curves of a chart: milliseconds, `null` where nothing is known. */
export interface CurvePoint {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly values: readonly [number | null, number | null];
}

/** p50 and p95 of all shards that answered. */
export function latencyPoint({ from, latency: heard }: HistoryPoint): CurvePoint {
  return { at: from, values: [percentileOf(heard, 0.5), percentileOf(heard, 0.95)] };
}

/** The chart's card: all of it can be read where nothing is drawn. */
export interface LatencyView {
  readonly ranges: readonly (ChartRange & { readonly isCurrent: boolean })[];
  readonly range: ChartRange;
  /** When it begins, ISO 8601. */
  readonly from: string;
  /** What the curves say; `null` while there is no point, or the history cannot be read. */
  readonly sentence: string | null;
  /** Why there is nothing to draw. */
  readonly empty: { readonly title: string; readonly text: string };
}

/** @param points oldest first; `null` when the history cannot be read @param now epoch milliseconds */
export function latencyView(range: ChartRange, points: readonly CurvePoint[] | null, now: number): LatencyView {
  return {
    ranges: chartRanges.map((one) => ({ ...one, isCurrent: one === range })),
    range,
    from: new Date(now - range.ms).toISOString(),
    sentence: points && latencySentence(`over ${range.words}`, points),
    empty: points
      ? { title: 'Nothing measured yet', text: 'The first point comes within 20 s of the start.' }
      : { title: 'The history cannot be read', text: 'The log says why. Shardwatch tries again by itself.' },
  };
}

/** What the curves say; `null` while there is nothing to say. @param when `over the last hour` */
export function latencySentence(when: string, points: readonly CurvePoint[]): string | null {
  const [p50, p95] = [spread(points, 0), spread(points, 1)];
  return (
    p50 &&
    p95 &&
    `Gateway latency ${when}: half of the heartbeats took at most ${p50} (p50), 95 of 100 at most ${p95} (p95).`
  );
}

/** `36 ms to 58 ms` of one of the curves; `null` of nothing. */
export function spread(points: readonly CurvePoint[], curve: 0 | 1): string | null {
  const known = points.flatMap(({ values }) => values[curve] ?? []);
  if (known.length === 0) return null;
  const [least, most] = [latency(Math.min(...known)), latency(Math.max(...known))];
  return least === most ? least : `${least} to ${most}`;
}

/** What a drawn chart learns while it is looked at. */
export interface MarksView {
  /** The newest points as `at,p50,p95`, separated by blanks: what is not known is left out. */
  readonly newest: string;
  readonly bands: readonly BandView[];
}

export interface BandView {
  readonly from: number;
  /** Nothing while it goes on. */
  readonly until: number | '';
  readonly label: string;
}

export function marksView(newest: readonly CurvePoint[], bands: readonly Band[]): MarksView {
  return {
    newest: newest.map(({ at, values }) => [at, ...values.map((value) => value ?? '')].join()).join(' '),
    bands: bands.map(({ from, until, label }) => ({ from, until: until ?? '', label })),
  };
}
