import type { Gap } from './gap.js';
import { type Limits, patience } from './limits.js';
import type { Problem } from './problem.js';

/** Where a shard's connection to the gateway stands, as the process that owns it sees it. A fact, not a judgement. */
export type Connection =
  'connecting' | 'identifying' | 'waiting_for_guilds' | 'resuming' | 'connected' | 'fatal' | 'disconnected';

/**
 * What a shard waits for before its next step: its turn among the others, the end of a pause after attempts that failed,
 * or session starts that may be spent.
 */
export type Waiting = 'back_off' | 'identify_turn' | 'identify_back_off' | 'session_starts';

/** A shard is one of the connections over which Discord sends the bot the events of its guilds. */
export interface Shard {
  readonly id: number;
  /** How many shards the bot has in all; the second half of Discord's `[shard_id, num_shards]`. */
  readonly of: number;
  readonly connection: Connection;
  /** Epoch milliseconds at which `connection` last changed. */
  readonly connectionSince: number;
  /** Epoch milliseconds since when it is not connected, whatever it has tried since; `null` while it is. */
  readonly lostAt: number | null;
  /** Guilds this shard serves, the unavailable ones included. */
  readonly guildCount: number;
  /** Guilds that Discord itself cannot serve just now. */
  readonly unavailableGuildCount: number;
  /** Guilds that Discord named when the present session began. */
  readonly expectedGuildCount: number;
  /** How many of those Discord has sent since, or said to be unavailable. */
  readonly receivedGuildCount: number;
  /** Guilds that the bot joined, and that it left, since the process started. An outage of a guild is neither. */
  readonly joinedGuildCount: number;
  readonly leftGuildCount: number;
  /** Milliseconds from the last acknowledged heartbeat to its acknowledgement; `null` before the first one. */
  readonly latencyMs: number | null;
  /** Epoch milliseconds; `null` before the first heartbeat of this connection. */
  readonly heartbeatSentAt: number | null;
  /** Epoch milliseconds; `null` before the first acknowledgement of this connection. */
  readonly heartbeatAcknowledgedAt: number | null;
  /** Epoch milliseconds of the last event that Discord sent; `null` before the first. */
  readonly lastEventAt: number | null;
  /** Milliseconds without events that are nothing special for this shard, learnt from its own traffic. */
  readonly usualSilenceMs: number;
  readonly canary: Canary;
  /** Events since the process started. */
  readonly eventCount: number;
  /** Interactions (slash commands, buttons, ...) since the process started. */
  readonly interactionCount: number;
  /** Events whose data was not what it should be, and frames that could not be read, since the process started. */
  readonly malformedCount: number;
  /** Payloads sent in the last 60 s; Discord allows 120. */
  readonly sendCount: number;
  /** Attempts to connect since it was last connected; 0 while it is. */
  readonly attempt: number;
  /** What it waits for before its next step; `null` when it does not wait. */
  readonly waitingFor: Waiting | null;
  /** Epoch milliseconds at which the wait is over, as far as it is known. */
  readonly nextAttemptAt: number | null;
  /** Host of the gateway it is connected to, or tries to reach; `null` before the first attempt. */
  readonly host: string | null;
  /** Connections opened since the process started, whatever came of them. */
  readonly connectCount: number;
  /** Times since the process started that a lost connection was taken up again without losing events. */
  readonly resumeCount: number;
  /** New sessions since the process started. Each costs one of the bot's session starts. */
  readonly identifyCount: number;
  /** IDENTIFYs in a row after which no session stood; 0 while one does. */
  readonly identifyStreak: number;
  /** Events that Discord sent again while resuming, since the process started. */
  readonly replayedCount: number;
  /** Numbers that the sequence of events left out, since the process started: events that never came. */
  readonly skippedCount: number;
  /** Milliseconds since the process started in which it had no session, so that events are lost. */
  readonly blindMs: number;
  /** Times since the process started that it was away, by what became of them. */
  readonly gapCounts: Readonly<Record<Gap['how'], number>>;
  /** Times each close code came, since the process started. */
  readonly closeCounts: Readonly<Record<number, number>>;
  /** Epoch milliseconds at which the present session began; `null` without one. */
  readonly sessionStartedAt: number | null;
  /** The last close code of the gateway; `null` while none was received. */
  readonly lastCloseCode: number | null;
  readonly lastError: Problem | null;
}

/**
 * The canary: a question to Discord that costs nothing (the bot's own member in one guild of the shard). Its answer
 * proves that the whole way works, at an hour at which nobody uses the bot.
 */
export interface Canary {
  /** Epoch milliseconds of the last one sent on this shard; `null` before the first. */
  readonly sentAt: number | null;
  /** Epoch milliseconds of the last answer; `null` before the first. */
  readonly answeredAt: number | null;
  /** Canaries in a row that nobody answered in time; 0 after an answer or any event. */
  readonly missedCount: number;
  /** Milliseconds from the last answered canary to its answer: the true latency of the gateway. */
  readonly roundTripMs: number | null;
}

/** The judged state of a shard. PRODUCT vocabulary: one word, the same on every face. */
export type ShardPhase =
  | 'ready'
  | 'quiet'
  | 'deaf'
  | 'zombie'
  | 'connecting'
  | 'identifying'
  | 'waiting_for_guilds'
  | 'resuming'
  | 'fatal'
  | 'disconnected';

/** Canaries in a row without an answer that make a shard deaf. */
const MISSES_OF_THE_DEAF = 2;

/** What a shard is at `now`. A connection whose heartbeat stays unacknowledged is not believed, however it looks. */
export function phaseOf(shard: Shard, limits: Limits, now: number): ShardPhase {
  if (shard.connection !== 'connected') return shard.connection;
  const waitingMs = unacknowledgedMs(shard, now);
  if (waitingMs !== null && waitingMs > patience(limits.acknowledgeWithinMs, limits)) return 'zombie';
  if (missedCanaries(shard, limits, now) >= MISSES_OF_THE_DEAF) return 'deaf';
  return silenceMs(shard, now) > shard.usualSilenceMs ? 'quiet' : 'ready';
}

/** Milliseconds for which the last heartbeat has waited for its acknowledgement; `null` when none is waiting. */
export function unacknowledgedMs(
  { heartbeatSentAt, heartbeatAcknowledgedAt }: Pick<Shard, 'heartbeatSentAt' | 'heartbeatAcknowledgedAt'>,
  now: number,
): number | null {
  if (heartbeatSentAt === null) return null;
  if (heartbeatAcknowledgedAt !== null && heartbeatAcknowledgedAt >= heartbeatSentAt) return null;
  return now - heartbeatSentAt;
}

/** Milliseconds since the last event of this connection, or since it was connected where none came yet. */
export function silenceMs({ lastEventAt, connectionSince }: Shard, now: number): number {
  return now - Math.max(lastEventAt ?? 0, connectionSince);
}

/** Milliseconds since the last event, over all connections: a new one is no sign of life. */
export function unheardMs({ lastEventAt, connectionSince }: Shard, now: number): number {
  return now - (lastEventAt ?? connectionSince);
}

/** Canaries in a row that were not answered in time, the present one included. */
export function missedCanaries({ canary, lastEventAt }: Shard, limits: Limits, now: number): number {
  const { sentAt, missedCount } = canary;
  if (sentAt === null || !isAwaited({ canary, lastEventAt })) return missedCount;
  return missedCount + (now - sentAt > patience(limits.canaryWithinMs, limits) ? 1 : 0);
}

/** Whether a canary is on its way, and nothing has come since. */
export function isAwaited({
  canary: { sentAt, answeredAt },
  lastEventAt,
}: Pick<Shard, 'canary' | 'lastEventAt'>): boolean {
  return sentAt !== null && (answeredAt ?? 0) < sentAt && (lastEventAt ?? 0) <= sentAt;
}

/** Whether a command on this shard would be answered. */
export function answers(phase: ShardPhase): boolean {
  return phase === 'ready' || phase === 'quiet';
}
