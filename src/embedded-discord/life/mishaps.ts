import type { Gateway } from '../gateway/gateway.js';
import { ShardFaults } from '../gateway/shard-faults.js';
import type { Random } from '../world/random.js';
import type { Latency } from './latency.js';
import type { Rhythm } from './rhythm.js';

/** Milliseconds after the last shard became ready, and between two mishaps: least and most. */
const FIRST_MS = [45_000, 75_000] as const;
const NEXT_MS = [60_000, 180_000] as const;
/** Milliseconds a slow acknowledgement takes longer. */
const SLOW_MS = [400, 2_000] as const;
const LOOK_EVERY_MS = 1_000;

/** The small troubles of an ordinary day. A client that keeps the rules loses nothing by any of them. */
export class Mishaps {
  private readonly faults: ShardFaults;
  private nextAt: number | null = null;
  private readyAt = 0;
  private strikes = 0;

  constructor(
    private readonly gateway: Gateway,
    private readonly latency: Latency,
    private readonly random: Random,
    private readonly rhythm: Rhythm,
  ) {
    this.faults = new ShardFaults(gateway);
  }

  start(): void {
    this.rhythm.after(LOOK_EVERY_MS, () => {
      this.look(this.gateway.clock.now());
      this.start();
    });
  }

  private look(now: number): void {
    const sessions = this.gateway.sessions.all(now).filter((session) => session.connection !== null);
    if (sessions.length === 0) return;
    const readyAt = Math.max(...sessions.map((session) => session.startedAt));
    if (readyAt !== this.readyAt) {
      // A shard is new, or all of them are: the day begins again.
      this.readyAt = readyAt;
      this.nextAt = readyAt + this.random.between(...FIRST_MS);
    }
    if (this.nextAt === null || now < this.nextAt) return;
    this.nextAt = now + this.random.between(...NEXT_MS);
    this.strike(this.random.pick(sessions).identity.shardId);
  }

  private strike(shardId: number): void {
    const troubles = [
      (): void => this.faults.reconnect(shardId),
      (): void => this.latency.slowDownOnce(shardId, this.random.between(...SLOW_MS)),
      (): void => this.faults.drop(shardId),
    ];
    // In turn, so that whoever watches for some minutes sees each of them.
    troubles[this.strikes % troubles.length]?.();
    this.strikes += 1;
  }
}
