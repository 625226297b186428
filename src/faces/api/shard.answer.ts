import { ApiProperty } from '@nestjs/swagger';
import type { JudgedShard } from '../../model/figures.js';
import { explain } from '../../model/problem.js';
import { type ShardPhase, type Waiting, unacknowledgedMs } from '../../model/shard.js';
import { CanaryAnswer, canaryAnswer } from './canary.answer.js';
import { ProblemAnswer, ageSeconds, iso, isoOrNull, problemAnswer } from './wire.js';

const seconds = { type: Number, nullable: true, description: 'Seconds; null when it has not happened yet.' } as const;

const PHASES: readonly ShardPhase[] = [
  'ready',
  'quiet',
  'deaf',
  'zombie',
  'connecting',
  'identifying',
  'waiting_for_guilds',
  'resuming',
  'fatal',
  'disconnected',
];
const WAITS: readonly Waiting[] = ['back_off', 'identify_turn', 'identify_back_off', 'session_starts'];

export class ShardAnswer {
  @ApiProperty()
  readonly id!: number;

  @ApiProperty({ enum: PHASES })
  readonly phase!: ShardPhase;

  @ApiProperty({ format: 'date-time', description: 'Since when the connection stands where it stands.' })
  readonly since!: string;

  @ApiProperty({ type: String, nullable: true, description: 'Of the gateway it is connected to, or tries to reach.' })
  readonly host!: string | null;

  @ApiProperty({ description: 'Guilds that it serves, the unavailable ones included.' })
  readonly guildCount!: number;

  @ApiProperty({ description: 'Guilds that Discord itself cannot serve just now.' })
  readonly unavailableGuildCount!: number;

  @ApiProperty({
    type: Number,
    nullable: true,
    description: 'Guilds that Discord named when the session began; null without a session.',
  })
  readonly expectedGuildCount!: number | null;

  @ApiProperty({
    type: Number,
    nullable: true,
    description: 'How many of those Discord has sent since, or said to be unavailable.',
  })
  readonly receivedGuildCount!: number | null;

  @ApiProperty({ description: 'Guilds that the bot joined since the process started.' })
  readonly joinedGuildCount!: number;

  @ApiProperty({ description: 'Guilds that the bot left since the process started; an outage is not one.' })
  readonly leftGuildCount!: number;

  @ApiProperty({ type: Number, nullable: true, description: 'Milliseconds of the last acknowledged heartbeat.' })
  readonly latencyMs!: number | null;

  @ApiProperty(seconds)
  readonly heartbeatAcknowledgedAgeSeconds!: number | null;

  @ApiProperty({ ...seconds, description: 'Seconds for which a heartbeat waits; null when none does.' })
  readonly heartbeatUnacknowledgedSeconds!: number | null;

  @ApiProperty(seconds)
  readonly lastEventAgeSeconds!: number | null;

  @ApiProperty({ description: 'Seconds without events that are nothing special for this shard.' })
  readonly usualSilenceSeconds!: number;

  @ApiProperty({ type: CanaryAnswer })
  readonly canary!: CanaryAnswer;

  @ApiProperty(seconds)
  readonly sessionAgeSeconds!: number | null;

  @ApiProperty({ description: 'Events since the process started.' })
  readonly eventCount!: number;

  @ApiProperty({ description: 'Interactions since the process started.' })
  readonly interactionCount!: number;

  @ApiProperty({ description: 'Events and frames that were not what they should be, since the process started.' })
  readonly malformedCount!: number;

  @ApiProperty({ description: 'Payloads sent in the last 60 s; Discord allows 120.' })
  readonly sendCount!: number;

  @ApiProperty({ description: 'Attempts to connect since it was last connected.' })
  readonly attempts!: number;

  @ApiProperty({ type: String, enum: WAITS, nullable: true, description: 'What it waits for; null when it does not.' })
  readonly waitingFor!: Waiting | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  readonly nextAttemptAt!: string | null;

  @ApiProperty({ description: 'Connections opened since the process started, whatever came of them.' })
  readonly connectCount!: number;

  @ApiProperty({ description: 'Lost connections that were taken up again without losing events.' })
  readonly resumeCount!: number;

  @ApiProperty({ description: 'Events that Discord sent again while resuming, since the process started.' })
  readonly replayedCount!: number;

  @ApiProperty({ description: 'Events that never came, by the numbers that are missing, since the process started.' })
  readonly skippedCount!: number;

  @ApiProperty({ description: 'Seconds without a session since the process started; what happened in them is lost.' })
  readonly blindSeconds!: number;

  @ApiProperty({ description: 'New sessions since the process started; each costs a session start.' })
  readonly identifyCount!: number;

  @ApiProperty({ description: 'IDENTIFYs in a row after which no session stood.' })
  readonly identifyStreak!: number;

  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'integer' },
    example: { 1006: 2 },
    description: 'How often each close code came, since the process started.',
  })
  readonly closeCounts!: Readonly<Record<string, number>>;

  @ApiProperty({ type: Number, nullable: true })
  readonly lastCloseCode!: number | null;

  @ApiProperty({ type: ProblemAnswer, nullable: true })
  readonly lastError!: ProblemAnswer | null;
}

export function shardAnswer(shard: JudgedShard, now: number): ShardAnswer {
  const { lastError } = shard;
  return {
    id: shard.id,
    phase: shard.phase,
    since: iso(shard.connectionSince),
    host: shard.host,
    ...guildsOf(shard),
    latencyMs: shard.latencyMs,
    ...agesOf(shard, now),
    usualSilenceSeconds: Math.round(shard.usualSilenceMs) / 1_000,
    canary: canaryAnswer(shard.canary, now),
    eventCount: shard.eventCount,
    interactionCount: shard.interactionCount,
    malformedCount: shard.malformedCount,
    sendCount: shard.sendCount,
    attempts: shard.attempt,
    waitingFor: shard.waitingFor,
    nextAttemptAt: isoOrNull(shard.nextAttemptAt),
    connectCount: shard.connectCount,
    resumeCount: shard.resumeCount,
    replayedCount: shard.replayedCount,
    skippedCount: shard.skippedCount,
    blindSeconds: shard.blindMs / 1_000,
    identifyCount: shard.identifyCount,
    identifyStreak: shard.identifyStreak,
    closeCounts: shard.closeCounts,
    lastCloseCode: shard.lastCloseCode,
    lastError: lastError && problemAnswer(lastError, explain(lastError)),
  };
}

function guildsOf(shard: JudgedShard) {
  const hasSession = shard.sessionStartedAt !== null;
  return {
    guildCount: shard.guildCount,
    unavailableGuildCount: shard.unavailableGuildCount,
    expectedGuildCount: hasSession ? shard.expectedGuildCount : null,
    receivedGuildCount: hasSession ? shard.receivedGuildCount : null,
    joinedGuildCount: shard.joinedGuildCount,
    leftGuildCount: shard.leftGuildCount,
  };
}

function agesOf(shard: JudgedShard, now: number) {
  const waitingMs = unacknowledgedMs(shard, now);
  return {
    heartbeatAcknowledgedAgeSeconds: ageSeconds(shard.heartbeatAcknowledgedAt, now),
    heartbeatUnacknowledgedSeconds: waitingMs === null ? null : waitingMs / 1_000,
    lastEventAgeSeconds: ageSeconds(shard.lastEventAt, now),
    sessionAgeSeconds: ageSeconds(shard.sessionStartedAt, now),
  };
}
