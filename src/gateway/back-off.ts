/** Milliseconds. The first wait, and the longest; each doubles the one before. */
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 30_000;
/** Up to this share is added by chance, so that many bots do not come back at the same moment. */
const JITTER = 0.2;

/**
 * How long to wait after an attempt that failed.
 *
 * @param attempt which one failed, 1 and up
 * @param chance 0 to 1, by chance unless told
 * @returns milliseconds: 1 s, 2 s, 4 s, ... up to 30 s, and up to a fifth more
 */
export function backOffMs(attempt: number, chance = Math.random()): number {
  return Math.round(Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (attempt - 1)) * (1 + chance * JITTER));
}
