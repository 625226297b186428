/** Milliseconds. The first pause; each doubles the one before, up to what the time since the first failure allows. */
const FIRST_MS = 500;
/** During the first minute nobody waits longer than 4 s, chance included: most outages are over by then. */
const SHORT_OUTAGE_MS = 60_000;
const LONGEST_AT_FIRST_MS = 3_300;
const LONGEST_MS = 29_000;
/** Up to this share is added by chance, so that many shards and bots do not come back at the same moment. */
const JITTER = 0.2;
/** With chance included: after a long outage the bot is back within 35 s, although its session may have to begin anew. */
const LONGEST_WITH_CHANCE_MS = 34_000;

/** The pauses between attempts that fail: 0.5 s, 1 s, 2 s, then up to 4 s for a minute, then doubling up to about 30 s. */
export class Pauses {
  private baseMs = 0;
  private failedSince: number | null = null;

  /** @param chance gives 0 to 1 */
  constructor(private readonly chance: () => number = Math.random) {}

  /**
   * @param now milliseconds, on any clock that does not jump
   * @returns milliseconds to wait after the attempt that has just failed
   */
  next(now: number): number {
    this.failedSince ??= now;
    const longest = now - this.failedSince < SHORT_OUTAGE_MS ? LONGEST_AT_FIRST_MS : LONGEST_MS;
    this.baseMs = Math.min(longest, this.baseMs === 0 ? FIRST_MS : this.baseMs * 2);
    return Math.min(LONGEST_WITH_CHANCE_MS, Math.round(this.baseMs * (1 + this.chance() * JITTER)));
  }

  /** All is well again: the next failure is a first one. */
  reset(): void {
    this.baseMs = 0;
    this.failedSince = null;
  }
}
