/** Refusals that may be written down at once. */
const MOST_AT_ONCE = 20;
/** Milliseconds after which one more may: 288 a day. */
const ONE_MORE_AFTER_MS = 5 * 60_000;

/** Lets a few through at once and then one now and again, and counts the others. */
export class RefusalGate {
  private left = MOST_AT_ONCE;
  private countedAt: number | null = null;
  private leftOutCount = 0;

  /**
   * @param at epoch milliseconds
   * @returns how many were left out since the last that passed; `null` when this one is left out, too
   */
  pass(at: number): number | null {
    const since = this.countedAt ?? at;
    const fresh = Math.max(0, Math.floor((at - since) / ONE_MORE_AFTER_MS));
    this.left = Math.min(MOST_AT_ONCE, this.left + fresh);
    this.countedAt = since + fresh * ONE_MORE_AFTER_MS;
    if (this.left === 0) {
      this.leftOutCount += 1;
      return null;
    }
    this.left -= 1;
    const leftOut = this.leftOutCount;
    this.leftOutCount = 0;
    return leftOut;
  }
}
