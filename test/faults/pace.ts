/** Milliseconds for which a restart may leave a shard unheard, in the middle of many. */
const GAP_MS = 3_000;
/** Milliseconds from the first page to the sessions taken up, where the machine is so busy that a start alone takes long. */
const AFTER_START_MS = 1_000;

/** The value in the middle; `NaN` of none. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

/** Milliseconds that the gaps of restarts may last. @param startsMs how long each start took, up to the first page */
export function gapAllowedMs(startsMs: readonly number[]): number {
  return Math.max(GAP_MS, median(startsMs) + AFTER_START_MS);
}
