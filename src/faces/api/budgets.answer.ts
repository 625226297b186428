import { ApiProperty } from '@nestjs/swagger';
import { SENDS_ALLOWED } from '../../model/discord-limits.js';
import type { SessionStarts } from '../../model/session-starts.js';
import type { Status } from '../../model/status.js';
import { InvalidRequestsAnswer, RestAnswer, invalidRequestsAnswer, restAnswer } from './rest.answer.js';
import { iso } from './wire.js';

/** New sessions (IDENTIFY) that Discord allows in 24 hours. */
export class SessionStartsAnswer {
  @ApiProperty({ example: 1_000 })
  readonly total!: number;

  @ApiProperty({ description: 'What Discord said last, less our own since.' })
  readonly remaining!: number;

  @ApiProperty({ description: 'How many the bot leaves untouched; see SESSION_START_RESERVE.' })
  readonly reserve!: number;

  @ApiProperty({ format: 'date-time', description: 'When all of them come back.' })
  readonly resetsAt!: string;

  @ApiProperty({ description: 'Shards that may start a session at the same time, every 5 s.' })
  readonly maxConcurrency!: number;

  @ApiProperty({ description: 'Our own in the last 24 hours, counted over restarts.' })
  readonly ownCount!: number;

  @ApiProperty({ format: 'date-time', description: 'When Discord was last asked.' })
  readonly askedAt!: string;
}

export class GatewaySendsAnswer {
  @ApiProperty()
  readonly shardId!: number;

  @ApiProperty({ description: 'Payloads sent in the window.' })
  readonly count!: number;

  @ApiProperty({ example: SENDS_ALLOWED.count })
  readonly limit!: number;

  @ApiProperty({ example: SENDS_ALLOWED.windowSeconds })
  readonly windowSeconds!: number;
}

/** Discord's limits for this bot, and how much of each is used. Each is null while it is not known. */
export class BudgetsAnswer {
  @ApiProperty({ type: SessionStartsAnswer, nullable: true })
  readonly sessionStarts!: SessionStartsAnswer | null;

  @ApiProperty({ type: InvalidRequestsAnswer, nullable: true })
  readonly invalidRequests!: InvalidRequestsAnswer | null;

  @ApiProperty({ type: RestAnswer, nullable: true })
  readonly rest!: RestAnswer | null;

  @ApiProperty({ type: [GatewaySendsAnswer], nullable: true, description: 'One for each shard.' })
  readonly gatewaySends!: readonly GatewaySendsAnswer[] | null;
}

export function budgetsAnswer({ snapshot: { sessionStarts, rest }, shards, at }: Status): BudgetsAnswer {
  return {
    sessionStarts: sessionStarts && sessionStartsAnswer(sessionStarts),
    invalidRequests: rest && invalidRequestsAnswer(rest.invalid),
    rest: rest && restAnswer(rest, at),
    gatewaySends:
      shards.length === 0
        ? null
        : shards.map(({ id, sendCount }) => ({
            shardId: id,
            count: sendCount,
            limit: SENDS_ALLOWED.count,
            windowSeconds: SENDS_ALLOWED.windowSeconds,
          })),
  };
}

function sessionStartsAnswer(starts: SessionStarts): SessionStartsAnswer {
  const { total, remaining, reserve, resetsAt, maxConcurrency, ownCount, askedAt } = starts;
  return { total, remaining, reserve, resetsAt: iso(resetsAt), maxConcurrency, ownCount, askedAt: iso(askedAt) };
}
