/**
 * Discord's time. One factor divides every duration of Discord's (heartbeat interval, session life, limits' windows),
 * so that a day can be tested in seconds; an offset sets its wall clock apart from ours.
 */
export class Clock {
  /** Milliseconds by which Discord's clock is ahead of ours; negative when it is behind. */
  offsetMs = 0;

  /** @param factor 1 or more; 60 makes a minute of Discord's last one second here */
  constructor(readonly factor = 1) {}

  /** Epoch milliseconds, as Discord sees them. */
  now(): number {
    return Date.now() + this.offsetMs;
  }

  /** How long a duration of Discord's lasts here, in milliseconds. */
  span(ms: number): number {
    return ms / this.factor;
  }
}
