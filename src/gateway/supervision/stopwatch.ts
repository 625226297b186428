import { now } from '../../bus/now.js';

/** Milliseconds. A timer that is later than this was held up by a busy event loop. */
const LATE_MS = 250;
/** Milliseconds for what lies unread after the event loop was busy. */
const GRACE_MS = 1_000;

/**
 * Calls when something does not come in time. A busy process is not the other side's fault: after a blocked event
 * loop, what has come meanwhile is read first.
 */
export class Stopwatch {
  private timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly withinMs: number,
    private readonly onLate: () => void,
  ) {}

  get isRunning(): boolean {
    return this.timer !== null;
  }

  /** Begins to wait; a wait that has begun goes on. */
  start(): void {
    this.timer ??= this.arm(this.withinMs);
  }

  restart(): void {
    this.stop();
    this.start();
  }

  stop(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
  }

  private arm(ms: number): NodeJS.Timeout {
    const due = now() + ms;
    const timer = setTimeout(() => {
      if (now() - due > LATE_MS) {
        this.timer = this.arm(GRACE_MS);
        return;
      }
      this.timer = null;
      this.onLate();
    }, ms);
    return timer.unref();
  }
}
