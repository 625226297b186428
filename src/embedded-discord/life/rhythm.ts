import type { Random } from '../world/random.js';

/** Repeats things at irregular times, as independent people do. */
export class Rhythm {
  private readonly timers = new Set<NodeJS.Timeout>();
  private isStopped = false;

  constructor(private readonly random: Random) {}

  /** @param meanMs milliseconds between two times on average; asked anew each time */
  repeat(meanMs: () => number, action: () => void): void {
    this.after(Math.min(this.random.wait(meanMs()), meanMs() * 4), () => {
      action();
      this.repeat(meanMs, action);
    });
  }

  after(ms: number, action: () => void): void {
    if (this.isStopped) return;
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      action();
    }, ms).unref();
    this.timers.add(timer);
  }

  stop(): void {
    this.isStopped = true;
    for (const timer of this.timers) clearTimeout(timer);
  }
}
