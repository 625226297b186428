/** Milliseconds. The pause after the first IDENTIFY that led to nothing, and the longest; each doubles the one before. */
const FIRST_PAUSE_MS = 5_000;
const LONGEST_PAUSE_MS = 3_600_000;
/** Milliseconds a session must stand until the IDENTIFYs before it are forgiven. */
const STANDS_AFTER_MS = 600_000;
/** From so many in a day on, each waits as long as can be, whatever came of those before. */
const MANY = 30;
const DAY_MS = 86_400_000;

/**
 * When one shard may identify again. Each IDENTIFY costs one of the bot's session starts, so one that leads to nothing
 * makes the next one wait longer: 10 in the first hour and 34 in a day when none leads to a session that stands, and at
 * most 50 in a day whatever Discord does.
 */
export class IdentifyPace {
  /** IDENTIFYs in a row after which no session stood. */
  private streak = 0;
  /** Those of the last day, oldest first. */
  private sentAt: readonly number[] = [];
  /** Since when a session stands; `null` while none does. */
  private standsSince: number | null = null;

  /**
   * The pace of a shard whose IDENTIFYs before this process are known, oldest first, but not what came of them. One that
   * waited much longer than it had to had a session meanwhile.
   */
  static after(identifiedAt: readonly number[]): IdentifyPace {
    const pace = new IdentifyPace();
    for (const at of identifiedAt) {
      if (pace.waitMs(at - STANDS_AFTER_MS) === 0) pace.streak = 0;
      pace.spent(at);
    }
    return pace;
  }

  /** An IDENTIFY was sent at `at` (milliseconds). */
  spent(at: number): void {
    this.lost(at);
    this.streak += 1;
    this.sentAt = [...this.sentAt.filter((before) => before > at - DAY_MS), at];
  }

  /** It led to READY, or a session was resumed. */
  stands(at: number): void {
    this.standsSince = at;
  }

  /** The connection is lost, and for now the session with it: what is over does not stand any longer. */
  lost(at: number): void {
    if (this.standsSince !== null && at - this.standsSince >= STANDS_AFTER_MS) this.streak = 0;
    this.standsSince = null;
  }

  /** Milliseconds to wait until the next IDENTIFY; 0 for none. */
  waitMs(now: number): number {
    const last = this.sentAt.at(-1);
    if (last === undefined) return 0;
    const isOften = this.sentAt.filter((at) => at > now - DAY_MS).length >= MANY;
    return Math.max(0, last + (isOften ? LONGEST_PAUSE_MS : this.pauseMs) - now);
  }

  private get pauseMs(): number {
    return this.streak === 0 ? 0 : Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (this.streak - 1));
  }
}
