import { ApiProperty } from '@nestjs/swagger';
import type { DiscordConnection } from '../../config/connection.js';
import type { Application, BotUser } from '../../model/application.js';
import type { Availability } from '../../model/availability.js';
import { explain } from '../../model/problem.js';
import type { Status } from '../../model/status.js';
import type { Verdict } from '../../model/verdict.js';
import { AvailabilityAnswer, availabilityAnswer } from './availability.answer.js';
import { BudgetsAnswer, budgetsAnswer } from './budgets.answer.js';
import { BreachAnswer, CauseAnswer, breachAnswer, causeAnswer } from './cause.answer.js';
import { ClockOffsetAnswer, clockOffsetAnswer } from './clock-offset.answer.js';
import { GapAnswer, gapAnswers } from './gap.answer.js';
import { InteractionsAnswer, interactionsAnswer } from './interactions.answer.js';
import { StandingAnswer, standingAnswer } from './standing.answer.js';
import { ProcessAnswer, processAnswer } from './process.answer.js';
import { SecondInstanceAnswer, secondInstanceAnswer } from './second-instance.answer.js';
import { ShardAnswer, shardAnswer } from './shard.answer.js';
import { ProblemAnswer, iso, problemAnswer } from './wire.js';

const VERDICTS: readonly Verdict[] = ['operational', 'degraded', 'down', 'starting', 'unknown'];

export class BotUserAnswer implements BotUser {
  @ApiProperty({ example: '1187402291846283264' })
  readonly id!: string;

  @ApiProperty({ description: 'Written by strangers: escape it.' })
  readonly name!: string;
}

export class ApplicationAnswer implements Pick<Application, 'id' | 'name' | 'intents'> {
  @ApiProperty({ example: '1187402291846283264' })
  readonly id!: string;

  @ApiProperty({ description: 'Written by strangers: escape it.' })
  readonly name!: string;

  @ApiProperty({ type: [String], example: ['Guilds'] })
  readonly intents!: readonly string[];
}

/** What is not known yet is `null`, never 0. */
export class StatusAnswer {
  @ApiProperty({ enum: VERDICTS })
  readonly verdict!: Verdict;

  @ApiProperty({ example: 'Operational - all 4 shards answer' })
  readonly sentence!: string;

  @ApiProperty({ type: String, nullable: true, description: 'The next step; null when there is nothing to do.' })
  readonly advice!: string | null;

  @ApiProperty({ format: 'date-time', description: 'Since when the verdict is what it is.' })
  readonly since!: string;

  @ApiProperty({ format: 'date-time', description: 'When this was judged.' })
  readonly asOf!: string;

  @ApiProperty({ enum: ['demo', 'real'] })
  readonly mode!: DiscordConnection['mode'];

  @ApiProperty({ type: BotUserAnswer, nullable: true })
  readonly bot!: BotUserAnswer | null;

  @ApiProperty({ type: ApplicationAnswer, nullable: true })
  readonly application!: ApplicationAnswer | null;

  @ApiProperty({ type: Number, nullable: true })
  readonly guildCount!: number | null;

  @ApiProperty({ type: Number, nullable: true, description: 'Milliseconds, median over the shards that answer.' })
  readonly latencyMs!: number | null;

  @ApiProperty({ type: ProblemAnswer, nullable: true, description: 'What went wrong, where it is one thing.' })
  readonly problem!: ProblemAnswer | null;

  @ApiProperty({ type: [ShardAnswer] })
  readonly shards!: readonly ShardAnswer[];

  @ApiProperty({ type: [GapAnswer], description: 'The newest 20 since the process started, newest first.' })
  readonly gaps!: readonly GapAnswer[];

  @ApiProperty({ type: SecondInstanceAnswer })
  readonly secondInstance!: SecondInstanceAnswer;

  @ApiProperty({ type: [CauseAnswer], description: 'The most likely first; empty while all is well.' })
  readonly causes!: readonly CauseAnswer[];

  @ApiProperty({ type: [BreachAnswer], description: 'Limits that are broken now, what users feel first in front.' })
  readonly breaches!: readonly BreachAnswer[];

  @ApiProperty({ type: AvailabilityAnswer })
  readonly availability!: AvailabilityAnswer;

  @ApiProperty({ type: BudgetsAnswer })
  readonly budgets!: BudgetsAnswer;

  @ApiProperty({ type: InteractionsAnswer, nullable: true })
  readonly interactions!: InteractionsAnswer | null;

  @ApiProperty({ type: ClockOffsetAnswer, nullable: true })
  readonly clockOffset!: ClockOffsetAnswer | null;

  @ApiProperty({ type: StandingAnswer })
  readonly standing!: StandingAnswer;

  @ApiProperty({ type: ProcessAnswer, nullable: true })
  readonly process!: ProcessAnswer | null;
}

/** What a status answer is made of. */
export interface StatusFacts {
  readonly status: Status;
  readonly availability: Availability;
  readonly mode: DiscordConnection['mode'];
}

/** Epoch milliseconds inside, ISO 8601 on the wire. */
export function statusAnswer({ status, availability, mode }: StatusFacts): StatusAnswer {
  const { verdict, sentence, advice, problem, since, at, figures, shards, snapshot } = status;
  const { application, instances, interactions, rest } = snapshot;
  return {
    verdict,
    sentence,
    advice,
    since: iso(since),
    asOf: iso(at),
    mode,
    bot: application && { id: application.user.id, name: application.user.name },
    application: application && { id: application.id, name: application.name, intents: application.intents },
    guildCount: figures.guildCount,
    latencyMs: figures.latencyMs,
    problem: problem && problemAnswer(problem, explain(problem)),
    shards: shards.map((shard) => shardAnswer(shard, at)),
    gaps: gapAnswers(snapshot.gaps),
    secondInstance: secondInstanceAnswer(status),
    causes: status.causes.map(causeAnswer),
    breaches: status.breaches.map(breachAnswer),
    availability: availabilityAnswer(availability),
    budgets: budgetsAnswer(status),
    interactions: interactions && interactionsAnswer(interactions, at),
    clockOffset: rest?.clock ? clockOffsetAnswer(rest.clock, at) : null,
    standing: standingAnswer(snapshot.standing, at),
    process: instances[0] ? processAnswer(instances[0]) : null,
  };
}
