import { now } from '../bus/now.js';
import type { Problem } from '../model/problem.js';
import { EventNumbers } from './event-numbers.js';
import { canarySentAt } from './supervision/canary-nonce.js';
import type { KeptSession } from '../store/session.book.js';
import type { Canary, Connection, Shard, Waiting } from '../model/shard.js';

/** Share of a new gap between two events in what is usual: about the last 30 gaps count. */
const LEARNING_RATE = 1 / 32;
/** Gaps this many times the average are nothing special: of events that come by chance, one in 3,000 is longer. */
const USUAL_GAPS = 8;
/** Milliseconds, times the time factor below. Discord counts the payloads a client sends over this time. */
const SEND_WINDOW_MS = 60_000;
/** Milliseconds. No shard that was silent for less is called quiet; from then on the canary looks after it. */
export const IDLE_AFTER_MS = 30_000;

const NO_CANARY: Canary = { sentAt: null, answeredAt: null, missedCount: 0, roundTripMs: null };

/** Milliseconds since `since` in which this process read nothing: they are no time of the other side's. */
export type Unread = (since: number) => number;

/**
 * What we know of one shard, kept up to date on the path of every event: plain fields and additions, nothing else.
 * `toShard` makes the whole of it known from time to time.
 */
export class ShardFacts {
  connection: Connection = 'connecting';
  connectionSince = now();
  lostAt: number | null = this.connectionSince;
  guildCount = 0;
  unavailableGuildCount = 0;
  expectedGuildCount = 0;
  /** Ids of guilds that Discord named and has not sent yet. */
  missingGuilds = new Set<string>();
  /** Whether the library has had the guilds of this session, or has waited for them long enough. */
  hasItsGuilds = false;
  joinedGuildCount = 0;
  leftGuildCount = 0;
  latencyMs: number | null = null;
  heartbeatSentAt: number | null = null;
  heartbeatAcknowledgedAt: number | null = null;
  lastEventAt: number | null = null;
  canary = NO_CANARY;
  eventCount = 0;
  interactionCount = 0;
  malformedCount = 0;
  attempt = 0;
  waitingFor: Waiting | null = null;
  nextAttemptAt: number | null = null;
  host: string | null = null;
  connectCount = 0;
  resumeCount = 0;
  replayedCount = 0;
  blindMs = 0;
  gapCounts: Shard['gapCounts'] = { resumed: 0, identified: 0 };
  identifyCount = 0;
  identifyStreak = 0;
  closeCounts: Readonly<Record<number, number>> = {};
  sessionStartedAt: number | null = null;
  lastCloseCode: number | null = null;
  lastError: Problem | null = null;
  /** Epoch milliseconds at which the present connection was begun. */
  openedAt = 0;
  /** What went wrong on the present connection, before any close code. */
  problemHere: Problem | null = null;
  /** Epoch milliseconds since when it hears nothing; `null` while it hears, and before it first did. */
  gapSince: number | null = null;
  readonly numbers = new EventNumbers();
  /** `replayedCount` when the present RESUME was sent. */
  replayedSince = 0;
  private usualGapMs = 0;
  private sentAt: number[] = [];

  /** @param timeFactor divides our waiting times, 1 or more */
  constructor(
    readonly id: number,
    readonly of: number,
    private readonly timeFactor = 1,
  ) {}

  moveTo(connection: Connection): void {
    if (connection === this.connection) return;
    if (this.connection === 'connected') this.gapSince ??= now();
    this.connection = connection;
    this.connectionSince = now();
    this.lostAt = connection === 'connected' ? null : (this.lostAt ?? this.connectionSince);
    if (connection !== 'connected') return;
    this.attempt = 0;
    this.numbers.caughtUp();
  }

  /** An event came; what is usual is learnt from the time since the one before. */
  heard(at: number): void {
    const gapMs = at - (this.lastEventAt ?? this.connectionSince);
    this.usualGapMs += (gapMs - this.usualGapMs) * LEARNING_RATE;
    this.lastEventAt = at;
    this.eventCount += 1;
    if (this.canary.missedCount > 0) this.canary = { ...this.canary, missedCount: 0 };
  }

  acknowledged(at: number, unread: Unread = () => 0): void {
    this.heartbeatAcknowledgedAt = at;
    const { heartbeatSentAt: sentAt } = this;
    if (sentAt !== null) this.latencyMs = at - sentAt - unread(sentAt);
  }

  sent(at: number): void {
    this.sentAt.push(at);
  }

  closed(code: number): void {
    this.lastCloseCode = code;
    this.closeCounts = { ...this.closeCounts, [code]: (this.closeCounts[code] ?? 0) + 1 };
  }

  wait(waitingFor: Waiting | null, nextAttemptAt: number | null = null): void {
    this.waitingFor = waitingFor;
    this.nextAttemptAt = nextAttemptAt;
  }

  /** A new session, in which Discord names these guilds: whatever was before is proven to be over. */
  began(guildIds: readonly string[]): void {
    this.sessionStartedAt = now();
    this.numbers.begin();
    this.identifyStreak = 0;
    this.expectedGuildCount = guildIds.length;
    this.missingGuilds = new Set(guildIds);
    this.hasItsGuilds = false;
    this.canary = { ...this.canary, missedCount: 0 };
  }

  /** A session of the process before this one, with so many guilds. */
  tookUp({ startedAt, aliveAt, sequence }: KeptSession, guildCount: number): void {
    this.sessionStartedAt = startedAt;
    this.gapSince = aliveAt;
    this.hasItsGuilds = true;
    this.numbers.takeUp(sequence);
    this.expectedGuildCount = guildCount;
  }

  /** A canary was sent. @param missedCount how many before it were not answered */
  canarySent(at: number, missedCount: number): void {
    this.canary = { ...this.canary, sentAt: at, missedCount };
  }

  canaryAnswered(nonce: string, at: number, unread: Unread = () => 0): void {
    const sentAt = canarySentAt(nonce);
    this.canary = { ...this.canary, answeredAt: at, missedCount: 0, roundTripMs: at - sentAt - unread(sentAt) };
  }

  /**
   * A new connection knows nothing of the heartbeats of the old one, and what was asked there is not answered here.
   * A shard that was deaf is so until something comes: a connection alone proves nothing.
   */
  forgetConnection(): void {
    this.openedAt = now();
    this.problemHere = null;
    this.latencyMs = null;
    this.heartbeatSentAt = null;
    this.heartbeatAcknowledgedAt = null;
    this.canary = { ...this.canary, sentAt: null };
  }

  /** Milliseconds without events that are nothing special for this shard. */
  private get usualSilenceMs(): number {
    return Math.max(IDLE_AFTER_MS / this.timeFactor, USUAL_GAPS * this.usualGapMs);
  }

  private get sendCount(): number {
    const since = now() - SEND_WINDOW_MS / this.timeFactor;
    this.sentAt = this.sentAt.filter((at) => at > since);
    return this.sentAt.length;
  }

  toShard(): Shard {
    const { usualSilenceMs, sendCount } = this;
    const receivedGuildCount = this.expectedGuildCount - this.missingGuilds.size;
    const {
      usualGapMs: _gap,
      sentAt: _sent,
      timeFactor: _factor,
      replayedSince: _since,
      openedAt: _opened,
      problemHere: _here,
      missingGuilds: _ids,
      gapSince: _gapSince,
      numbers: { skippedCount },
      hasItsGuilds: _has,
      ...facts
    } = this;
    return { ...facts, usualSilenceMs, sendCount, receivedGuildCount, skippedCount };
  }
}
