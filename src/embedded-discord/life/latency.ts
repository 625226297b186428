import type { Random } from '../world/random.js';

/** Loopback answers in no time, which looks dead; these are the delays of a far machine. */
export class Latency {
  private readonly bases = new Map<number, number>();
  private readonly slowOnce = new Map<number, number>();

  constructor(
    private readonly random: Random,
    private readonly isOn: boolean,
  ) {}

  /** Milliseconds until a heartbeat of this shard is acknowledged: 30 to 70, on some shards about 120, and a little more or less each time. */
  heartbeatMs(shardId: number): number {
    const extra = this.slowOnce.get(shardId) ?? 0;
    this.slowOnce.delete(shardId);
    if (!this.isOn) return extra;
    const base = this.bases.get(shardId) ?? (this.random.oneIn(8) ? 120 : this.random.between(30, 70));
    this.bases.set(shardId, base);
    return Math.round(base * (0.85 + this.random.next() * 0.3)) + extra;
  }

  /** Milliseconds that a REST request waits: 15 to 60. */
  restMs(): number {
    return this.isOn ? this.random.between(15, 60) : 0;
  }

  /** Makes the next acknowledgement of a shard late by this many milliseconds. */
  slowDownOnce(shardId: number, extraMs: number): void {
    this.slowOnce.set(shardId, extraMs);
  }
}
