/** Milliseconds. The pause after the first IDENTIFY that led to nothing, and the longest; each doubles the one before. */
const FIRST_PAUSE_MS = 5_000;
const LONGEST_PAUSE_MS = 3_600_000;
/** Milliseconds a session must stand until the IDENTIFYs before it are forgiven. */
const STANDS_AFTER_MS = 600_000;

/**
 * When one shard may identify again. Each IDENTIFY costs one of the bot's session starts, so one that leads to nothing
 * makes the next one wait longer: 10 in the first hour, 34 in the first day, whatever Discord does.
 */
export class IdentifyPace {
  /** IDENTIFYs in a row after which no session stood. */
  private streak = 0;
  private lastAt: number | null = null;
  private readyAt: number | null = null;

  /** An IDENTIFY was sent at `at` (milliseconds). */
  spent(at: number): void {
    this.forgive(at);
    this.streak += 1;
    this.lastAt = at;
    this.readyAt = null;
  }

  /** It led to READY. */
  succeeded(at: number): void {
    this.readyAt = at;
  }

  /** Milliseconds to wait until the next IDENTIFY; 0 for none. */
  waitMs(now: number): number {
    this.forgive(now);
    if (this.streak === 0 || this.lastAt === null) return 0;
    const pauseMs = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (this.streak - 1));
    return Math.max(0, this.lastAt + pauseMs - now);
  }

  private forgive(now: number): void {
    if (this.readyAt !== null && now - this.readyAt >= STANDS_AFTER_MS) this.streak = 0;
  }
}
