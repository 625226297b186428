import { ApiProperty } from '@nestjs/swagger';
import type { JudgedShard } from '../../model/figures.js';
import { explain } from '../../model/problem.js';
import { type ShardPhase, unacknowledgedMs } from '../../model/shard.js';
import { ProblemAnswer, ageSeconds, iso, problemAnswer } from './wire.js';

const seconds = { type: Number, nullable: true, description: 'Seconds; null when it has not happened yet.' } as const;

export class ShardAnswer {
  @ApiProperty()
  readonly id!: number;

  @ApiProperty({ type: String, example: 'ready' })
  readonly phase!: ShardPhase;

  @ApiProperty({ format: 'date-time', description: 'Since when the connection stands where it stands.' })
  readonly since!: string;

  @ApiProperty()
  readonly guildCount!: number;

  @ApiProperty()
  readonly unavailableGuildCount!: number;

  @ApiProperty({ type: Number, nullable: true, description: 'Milliseconds of the last acknowledged heartbeat.' })
  readonly latencyMs!: number | null;

  @ApiProperty(seconds)
  readonly heartbeatAcknowledgedAgeSeconds!: number | null;

  @ApiProperty({ ...seconds, description: 'Seconds for which a heartbeat waits; null when none does.' })
  readonly heartbeatUnacknowledgedSeconds!: number | null;

  @ApiProperty(seconds)
  readonly lastEventAgeSeconds!: number | null;

  @ApiProperty(seconds)
  readonly sessionAgeSeconds!: number | null;

  @ApiProperty({ description: 'Events since the process started.' })
  readonly eventCount!: number;

  @ApiProperty({ description: 'Attempts to connect since it was last connected.' })
  readonly attempts!: number;

  @ApiProperty()
  readonly resumeCount!: number;

  @ApiProperty({ description: 'New sessions since the process started; each costs a session start.' })
  readonly identifyCount!: number;

  @ApiProperty({ type: Number, nullable: true })
  readonly lastCloseCode!: number | null;

  @ApiProperty({ type: ProblemAnswer, nullable: true })
  readonly lastError!: ProblemAnswer | null;
}

export function shardAnswer(shard: JudgedShard, now: number): ShardAnswer {
  const { id, phase, guildCount, unavailableGuildCount, latencyMs, eventCount, attempt, lastError } = shard;
  const waitingMs = unacknowledgedMs(shard, now);
  return {
    id,
    phase,
    since: iso(shard.connectionSince),
    guildCount,
    unavailableGuildCount,
    latencyMs,
    heartbeatAcknowledgedAgeSeconds: ageSeconds(shard.heartbeatAcknowledgedAt, now),
    heartbeatUnacknowledgedSeconds: waitingMs === null ? null : waitingMs / 1_000,
    lastEventAgeSeconds: ageSeconds(shard.lastEventAt, now),
    sessionAgeSeconds: ageSeconds(shard.sessionStartedAt, now),
    eventCount,
    attempts: attempt,
    resumeCount: shard.resumeCount,
    identifyCount: shard.identifyCount,
    lastCloseCode: shard.lastCloseCode,
    lastError: lastError && problemAnswer(lastError, explain(lastError)),
  };
}
