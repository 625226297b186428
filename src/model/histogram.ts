/**
 * How often each duration came, in classes that grow by a tenth. Histograms of many moments can be added, so that a
 * percentile over a day is the true one within 5 %; percentiles themselves cannot be averaged.
 */
export type Histogram = ReadonlyMap<number, number>;

/** Each class is so many times as wide as the one before. */
const GROWTH = 1.1;
/** Milliseconds: an hour. What is longer counts as an hour. */
const LONGEST_MS = 3_600_000;

export const noDurations: Histogram = new Map();

/** @param durations milliseconds, 0 or more */
export function histogramOf(durations: Iterable<number>): Histogram {
  const counts = new Map<number, number>();
  for (const ms of durations) count(counts, ms);
  return counts;
}

/** Counts one more. @param ms milliseconds, 0 or more */
export function count(into: Map<number, number>, ms: number): void {
  into.set(classOf(ms), (into.get(classOf(ms)) ?? 0) + 1);
}

export function added(histograms: Iterable<Histogram>): Histogram {
  const counts = new Map<number, number>();
  for (const histogram of histograms) {
    for (const [at, times] of histogram) counts.set(at, (counts.get(at) ?? 0) + times);
  }
  return counts;
}

/** How many durations there are. */
export function sizeOf(histogram: Histogram): number {
  let size = 0;
  for (const times of histogram.values()) size += times;
  return size;
}

/** Milliseconds that the share `share` (0 to 1) of all durations does not exceed, within 5 %; `null` of none. */
export function percentileOf(histogram: Histogram, share: number): number | null {
  let left = Math.max(1, Math.ceil(share * sizeOf(histogram)));
  for (const [at, times] of inOrder(histogram)) {
    left -= times;
    if (left <= 0) return durationOf(at);
  }
  return null;
}

/** The same, its classes smallest first: those that were read from a text are so already. */
function inOrder(histogram: Histogram): Histogram {
  let before = -1;
  for (const at of histogram.keys()) {
    if (at < before) return new Map([...histogram].sort(([a], [b]) => a - b));
    before = at;
  }
  return histogram;
}

/** A short text: classes and counts in turn, smallest first, in base 36. */
export function histogramText(histogram: Histogram): string {
  return [...inOrder(histogram)].map(([at, times]) => `${at.toString(BASE)}.${times.toString(BASE)}`).join(' ');
}

/** The histogram of a text; what cannot be read is left out. Read sign by sign: a chart has thousands of them. */
export function readHistogram(text: string): Histogram {
  const counts = new Map<number, number>();
  let [at, number] = [NONE, NONE];
  for (let index = 0; index <= text.length; index += 1) {
    const code = index < text.length ? text.charCodeAt(index) : BLANK;
    if (code === BLANK) {
      if (at >= 0 && number > 0) counts.set(at, number);
      [at, number] = [NONE, NONE];
    } else if (code === DOT) {
      at = number;
      number = NONE;
    } else {
      number = (number === NONE ? 0 : number * BASE) + digitOf(code);
    }
  }
  return counts;
}

const BASE = 36;
/** No digit so far. */
const NONE = -1;
const BLANK = ' '.charCodeAt(0);
const DOT = '.'.charCodeAt(0);
const ZERO = '0'.charCodeAt(0);
const LETTER_A = 'a'.charCodeAt(0);

/** `NaN` of what is no digit: so is the number that it is in. */
function digitOf(code: number): number {
  if (code >= ZERO && code < ZERO + 10) return code - ZERO;
  return code >= LETTER_A && code < LETTER_A + 26 ? code - LETTER_A + 10 : NaN;
}

function classOf(ms: number): number {
  return ms < 1 ? 0 : 1 + Math.floor(Math.log(Math.min(ms, LONGEST_MS)) / Math.log(GROWTH));
}

/** The middle of a class, as ratios go. */
function durationOf(at: number): number {
  return at === 0 ? 0 : Math.round(GROWTH ** (at - 0.5) * 10) / 10;
}
