import { now } from '../bus/now.js';
import type { Problem } from '../model/problem.js';
import type { Connection, Shard } from '../model/shard.js';

/**
 * What we know of one shard, kept up to date on the path of every event: plain fields and additions, nothing else.
 * `toShard` makes the whole of it known from time to time.
 */
export class ShardFacts {
  connection: Connection = 'connecting';
  connectionSince = now();
  guildCount = 0;
  unavailableGuildCount = 0;
  latencyMs: number | null = null;
  heartbeatSentAt: number | null = null;
  heartbeatAcknowledgedAt: number | null = null;
  lastEventAt: number | null = null;
  eventCount = 0;
  interactionCount = 0;
  attempt = 0;
  resumeCount = 0;
  identifyCount = 0;
  sessionStartedAt: number | null = null;
  lastCloseCode: number | null = null;
  lastError: Problem | null = null;
  /** Events that Discord sent again while resuming. */
  replayedCount = 0;

  constructor(
    readonly id: number,
    readonly of: number,
  ) {}

  moveTo(connection: Connection): void {
    if (connection === this.connection) return;
    this.connection = connection;
    this.connectionSince = now();
    if (connection === 'connected') this.attempt = 0;
  }

  acknowledged(at: number): void {
    this.heartbeatAcknowledgedAt = at;
    if (this.heartbeatSentAt !== null) this.latencyMs = at - this.heartbeatSentAt;
  }

  /** A new connection knows nothing of the heartbeats of the old one. */
  forgetHeartbeats(): void {
    this.latencyMs = null;
    this.heartbeatSentAt = null;
    this.heartbeatAcknowledgedAt = null;
  }

  toShard(): Shard {
    const { replayedCount: _ours, ...shard } = this;
    return shard;
  }
}
