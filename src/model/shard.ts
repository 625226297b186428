import { type Limits, span } from './limits.js';
import type { Problem } from './problem.js';

/** Where a shard's connection to the gateway stands, as the process that owns it sees it. A fact, not a judgement. */
export type Connection =
  'connecting' | 'identifying' | 'waiting_for_guilds' | 'resuming' | 'connected' | 'fatal' | 'disconnected';

/** A shard is one of the connections over which Discord sends the bot the events of its guilds. */
export interface Shard {
  readonly id: number;
  /** How many shards the bot has in all; the second half of Discord's `[shard_id, num_shards]`. */
  readonly of: number;
  readonly connection: Connection;
  /** Epoch milliseconds at which `connection` last changed. */
  readonly connectionSince: number;
  /** Guilds this shard serves, the unavailable ones included. */
  readonly guildCount: number;
  /** Guilds that Discord itself cannot serve just now. */
  readonly unavailableGuildCount: number;
  /** Milliseconds from the last acknowledged heartbeat to its acknowledgement; `null` before the first one. */
  readonly latencyMs: number | null;
  /** Epoch milliseconds; `null` before the first heartbeat of this connection. */
  readonly heartbeatSentAt: number | null;
  /** Epoch milliseconds; `null` before the first acknowledgement of this connection. */
  readonly heartbeatAcknowledgedAt: number | null;
  /** Epoch milliseconds of the last event that Discord sent; `null` before the first. */
  readonly lastEventAt: number | null;
  /** Events since the process started. */
  readonly eventCount: number;
  /** Interactions (slash commands, buttons, ...) since the process started. */
  readonly interactionCount: number;
  /** Attempts to connect since it was last connected; 0 while it is. */
  readonly attempt: number;
  /** Times since the process started that a lost connection was taken up again without losing events. */
  readonly resumeCount: number;
  /** New sessions since the process started. Each costs one of the bot's session starts. */
  readonly identifyCount: number;
  /** Epoch milliseconds at which the present session began; `null` without one. */
  readonly sessionStartedAt: number | null;
  /** The last close code of the gateway; `null` while none was received. */
  readonly lastCloseCode: number | null;
  readonly lastError: Problem | null;
}

/** The judged state of a shard. PRODUCT vocabulary: one word, the same on every face. */
export type ShardPhase =
  'ready' | 'zombie' | 'connecting' | 'identifying' | 'waiting_for_guilds' | 'resuming' | 'fatal' | 'disconnected';

/** What a shard is at `now`. A connection whose heartbeat stays unacknowledged is not believed, however it looks. */
export function phaseOf(shard: Shard, limits: Limits, now: number): ShardPhase {
  if (shard.connection !== 'connected') return shard.connection;
  const waitingMs = unacknowledgedMs(shard, now);
  return waitingMs !== null && waitingMs > span(limits.acknowledgeWithinMs, limits) ? 'zombie' : 'ready';
}

/** Milliseconds for which the last heartbeat has waited for its acknowledgement; `null` when none is waiting. */
export function unacknowledgedMs({ heartbeatSentAt, heartbeatAcknowledgedAt }: Shard, now: number): number | null {
  if (heartbeatSentAt === null) return null;
  if (heartbeatAcknowledgedAt !== null && heartbeatAcknowledgedAt >= heartbeatSentAt) return null;
  return now - heartbeatSentAt;
}

/** Whether a command on this shard would be answered. */
export function answers(phase: ShardPhase): boolean {
  return phase === 'ready';
}
