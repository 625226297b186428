import { type IntervalHistogram, monitorEventLoopDelay } from 'node:perf_hooks';

/**
 * Milliseconds between two looks of the histogram: what is shorter may be missed. Each look wakes an idle process: at 10 ms
 * they take 0.5 % of a core, at 50 ms 0.1 %.
 */
const RESOLUTION_MS = 50;
/** Milliseconds to wait before a look: after a long turn our timer may come before that of the histogram, and cut it off. */
export const SETTLE_MS = 2 * RESOLUTION_MS;
/** One moment in a hundred may wait longer than what is called the 99th percentile. */
const SHARE_BEYOND = 0.01;

/** What a window of time saw of the event loop, in milliseconds. */
export interface Seen {
  /** 99th percentile of its turns. */
  readonly p99Ms: number;
  readonly longestMs: number;
  readonly windowMs: number;
}

/**
 * How long something waits for its turn that comes at any moment: 99 of 100 moments wait no longer (milliseconds).
 * Turns alone would hide a long one, because it is one among hundreds however many moments it lasts.
 */
export function lagOf({ p99Ms, longestMs, windowMs }: Seen): number {
  const lagMs = Math.max(p99Ms, longestMs - windowMs * SHARE_BEYOND) - RESOLUTION_MS;
  return Math.round(Math.max(0, lagMs) * 10) / 10;
}

/** Watches the event loop of this process. */
export class LoopLag {
  private readonly loop: IntervalHistogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS });

  start(): void {
    this.loop.enable();
  }

  stop(): void {
    this.loop.disable();
  }

  /** What was seen since the last time, of so many milliseconds. */
  take(windowMs: number): Seen {
    const seen = { p99Ms: this.loop.percentile(99) / 1e6, longestMs: this.loop.max / 1e6, windowMs };
    this.loop.reset();
    return seen;
  }
}
