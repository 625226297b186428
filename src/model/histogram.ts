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

/** Classes with their counts, smallest first. */
function inOrder(histogram: Histogram): readonly (readonly [at: number, times: number])[] {
  const classes = [...histogram];
  // Those of a text are in order already.
  const isSorted = classes.every(([at], index) => index === 0 || (classes[index - 1]?.[0] ?? 0) < at);
  return isSorted ? classes : classes.sort(([a], [b]) => a - b);
}

/** A short text: classes and counts in turn, smallest first, in base 36. */
export function histogramText(histogram: Histogram): string {
  return inOrder(histogram)
    .map(([at, times]) => `${at.toString(36)}.${times.toString(36)}`)
    .join(' ');
}

/** The histogram of a text; what cannot be read is left out. */
export function readHistogram(text: string): Histogram {
  const counts = new Map<number, number>();
  for (const part of text.split(' ')) {
    const point = part.indexOf('.');
    const [at, times] = [parseInt(part, 36), parseInt(part.slice(point + 1), 36)];
    if (point > 0 && at >= 0 && times > 0) counts.set(at, times);
  }
  return counts;
}

function classOf(ms: number): number {
  return ms < 1 ? 0 : 1 + Math.floor(Math.log(Math.min(ms, LONGEST_MS)) / Math.log(GROWTH));
}

/** The middle of a class, as ratios go. */
function durationOf(at: number): number {
  return at === 0 ? 0 : Math.round(GROWTH ** (at - 0.5) * 10) / 10;
}
