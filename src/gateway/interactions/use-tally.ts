import type { UseFigures } from '../../model/command-use.js';
import { count, histogramText } from '../../model/histogram.js';

/** Discord's codes that are told of one command; there are few, and the rest is not worth more. */
const CODES_KEPT = 10;

const COUNTED = [
  ...(['uses', 'inTime', 'late', 'missed', 'unknown', 'expired'] as const),
  ...(['failed', 'refused', 'unfinished', 'troubled'] as const),
] as const;
const TIMED = ['ageAtReceipt', 'acknowledgedIn', 'totalIn'] as const;

type Counted = (typeof COUNTED)[number];
type Timed = (typeof TIMED)[number];

/** One thing to count. */
export type Mark =
  { readonly count: Counted } | { readonly code: number } | { readonly time: Timed; readonly ms: number };

/** Counts what became of uses in some span of time. */
export class UseTally {
  private readonly counts = new Map<Counted, number>();
  private readonly codes = new Map<number, number>();
  private readonly times = new Map<Timed, Map<number, number>>();

  mark(mark: Mark): void {
    if ('count' in mark) this.counts.set(mark.count, (this.counts.get(mark.count) ?? 0) + 1);
    else if ('code' in mark) this.codes.set(mark.code, (this.codes.get(mark.code) ?? 0) + 1);
    else count(this.timesOf(mark.time), mark.ms);
  }

  /** Takes over what another has counted. */
  add({ counts, codes, times }: UseTally): void {
    sumInto(this.counts, counts);
    sumInto(this.codes, codes);
    for (const [name, histogram] of times) sumInto(this.timesOf(name), histogram);
  }

  figures(): UseFigures {
    const counts = Object.fromEntries(COUNTED.map((name) => [name, this.counts.get(name) ?? 0]));
    const times = Object.fromEntries(TIMED.map((name) => [name, histogramText(this.times.get(name) ?? new Map())]));
    const codes = [...this.codes].map(([code, times]) => ({ code, count: times })).sort((a, b) => b.count - a.count);
    return {
      ...(counts as Record<Counted, number>),
      ...(times as Record<Timed, string>),
      codes: codes.slice(0, CODES_KEPT),
    };
  }

  private timesOf(name: Timed): Map<number, number> {
    const times = this.times.get(name) ?? new Map<number, number>();
    this.times.set(name, times);
    return times;
  }
}

function sumInto<Key>(into: Map<Key, number>, more: ReadonlyMap<Key, number>): void {
  for (const [key, times] of more) into.set(key, (into.get(key) ?? 0) + times);
}
