import { Clock } from '../clock.js';
import type { Wire } from '../wire.js';

/** Session starts in 24 h over all shards: https://docs.discord.com/developers/events/gateway#session-start-limit-object */
const TOTAL = 1_000;
const RESETS_AFTER_MS = 24 * 60 * 60_000;
/** One IDENTIFY per rate limit key in this time: https://docs.discord.com/developers/events/gateway#rate-limiting */
const BUCKET_MS = 5_000;

/** Counts the sessions that may still be started, and spaces them out. Resuming counts for nothing. */
export class SessionStarts {
  private used = 0;
  private windowBeganAt: number | null = null;
  private readonly takenAt = new Map<number, number>();

  constructor(
    readonly maxConcurrency: number,
    private readonly clock = new Clock(),
  ) {}

  private get resetsAfterMs(): number {
    return this.clock.span(RESETS_AFTER_MS);
  }

  remaining(now: number): number {
    if (this.windowBeganAt !== null && now - this.windowBeganAt >= this.resetsAfterMs) {
      this.used = 0;
      this.windowBeganAt = null;
    }
    return Math.max(0, TOTAL - this.used);
  }

  /** Takes the turn of a shard: true when it is its turn, false when another of the same key was here less than 5 s ago. */
  takeTurn(shardId: number, now: number): boolean {
    const key = shardId % this.maxConcurrency;
    const before = this.takenAt.get(key);
    if (before !== undefined && now - before < this.clock.span(BUCKET_MS)) return false;
    this.takenAt.set(key, now);
    return true;
  }

  /** Counts one session that was started. */
  count(now: number): void {
    this.remaining(now);
    this.windowBeganAt ??= now;
    this.used += 1;
  }

  /** Leaves `remaining` starts (0 to 1000), as if the others had been used. */
  leave(remaining: number, now: number): void {
    this.windowBeganAt ??= now;
    this.used = TOTAL - remaining;
  }

  wire(now: number): Wire {
    const remaining = this.remaining(now);
    const reset_after = this.windowBeganAt === null ? 0 : Math.ceil(this.resetsAfterMs - (now - this.windowBeganAt));
    return { total: TOTAL, remaining, reset_after, max_concurrency: this.maxConcurrency };
  }
}
