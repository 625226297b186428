import type { Clock } from '../clock.js';

/** Payloads that one connection may send in one minute: https://docs.discord.com/developers/events/gateway#rate-limiting */
const MOST = 120;
const MINUTE_MS = 60_000;

/** Counts what one client sends. */
export class SendLimit {
  private beganAt: number;
  private count = 0;

  constructor(private readonly clock: Clock) {
    this.beganAt = clock.now();
  }

  /** Counts one payload; false when it is one too many. */
  take(now = this.clock.now()): boolean {
    if (now - this.beganAt >= this.clock.span(MINUTE_MS)) {
      this.beganAt = now;
      this.count = 0;
    }
    this.count += 1;
    return this.count <= MOST;
  }
}
