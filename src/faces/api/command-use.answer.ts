import { ApiProperty } from '@nestjs/swagger';
import { type CommandFailure, failureKinds, failureWords } from '../../model/command-failure.js';
import { type CommandUse, type UseFigures, successRatio } from '../../model/command-use.js';
import { percentileOf, readHistogram } from '../../model/histogram.js';
import type { InteractionKind } from '../../model/settled-interaction.js';
import type { CommandHours } from '../../monitor/command-trend.js';
import { age, iso } from './wire.js';

const milliseconds = { type: Number, nullable: true } as const;

export class PercentilesAnswer {
  @ApiProperty({ ...milliseconds, description: 'Median; all percentiles are exact to 5 %.' })
  readonly p50Ms!: number | null;

  @ApiProperty(milliseconds)
  readonly p95Ms!: number | null;

  @ApiProperty(milliseconds)
  readonly p99Ms!: number | null;
}

export class CodeCountAnswer {
  @ApiProperty({ example: 10_062, description: "Discord's own code." })
  readonly code!: number;

  @ApiProperty()
  readonly count!: number;
}

/** What became of the uses in a span of time. */
export class UseFiguresAnswer {
  @ApiProperty({ description: 'All that came in.' })
  readonly uses!: number;

  @ApiProperty({ description: "Acknowledged within Discord's 3 seconds." })
  readonly inTime!: number;

  @ApiProperty({ description: 'Answered after them.' })
  readonly late!: number;

  @ApiProperty({ description: 'Never acknowledged, though there is a handler.' })
  readonly missed!: number;

  @ApiProperty({ description: 'Discord offers it to people, and the code has no handler.' })
  readonly unknown!: number;

  @ApiProperty({ description: 'Given up by Discord before they came.' })
  readonly expired!: number;

  @ApiProperty({ description: 'The handler threw, and nothing in the code caught it.' })
  readonly failed!: number;

  @ApiProperty({ description: 'Discord did not take one of our answers.' })
  readonly refused!: number;

  @ApiProperty({ description: 'Their users were told that the bot thinks, and nothing more for 15 minutes.' })
  readonly unfinished!: number;

  @ApiProperty({ type: [CodeCountAnswer], description: 'The codes with which it did not, most frequent first.' })
  readonly codes!: readonly CodeCountAnswer[];

  @ApiProperty({ type: Number, nullable: true, description: 'Share of the uses without any trouble, 0 to 1.' })
  readonly successRatio!: number | null;

  @ApiProperty({ type: PercentilesAnswer, description: 'How old they were when they reached us.' })
  readonly ageAtReceipt!: PercentilesAnswer;

  @ApiProperty({ type: PercentilesAnswer, description: 'From creation at Discord to our acknowledgement.' })
  readonly acknowledged!: PercentilesAnswer;

  @ApiProperty({ type: PercentilesAnswer, description: 'Until the handler had ended and the last message was taken.' })
  readonly total!: PercentilesAnswer;
}

/** One use that went wrong. */
export class CommandFailureAnswer {
  @ApiProperty({ enum: failureKinds })
  readonly kind!: CommandFailure['kind'];

  @ApiProperty({ format: 'date-time' })
  readonly at!: string;

  @ApiProperty()
  readonly ageSeconds!: number;

  @ApiProperty({ example: 'answered after 3.4 s, the deadline is 3 s (10062 Unknown interaction)' })
  readonly words!: string;

  @ApiProperty({ type: Number, nullable: true, description: "Discord's own code." })
  readonly code!: number | null;

  @ApiProperty({ type: String, nullable: true })
  readonly guildId!: string | null;

  @ApiProperty({ type: Number, nullable: true })
  readonly shardId!: number | null;
}

/** Hour by hour, the oldest first; the last is the one that runs. */
export class CommandHoursAnswer {
  @ApiProperty({ type: [Number] })
  readonly uses!: readonly number[];

  @ApiProperty({ type: [Number], description: 'Those with any trouble.' })
  readonly troubled!: readonly number[];
}

/** How one command (also of a menu), button, form, or the suggestions of a command were used. */
export class CommandUseAnswer {
  @ApiProperty({ enum: ['command', 'component', 'form', 'suggestion'] })
  readonly kind!: InteractionKind;

  @ApiProperty({ example: '/ticket open', description: '`others` is all that have no line of their own.' })
  readonly name!: string;

  @ApiProperty({ type: UseFiguresAnswer, description: 'Since the process started.' })
  readonly sinceStart!: UseFiguresAnswer;

  @ApiProperty({ type: UseFiguresAnswer })
  readonly last5Minutes!: UseFiguresAnswer;

  @ApiProperty({ type: UseFiguresAnswer })
  readonly lastHour!: UseFiguresAnswer;

  @ApiProperty({
    ...{ type: CommandHoursAnswer, nullable: true },
    description: '`null` when nobody used it in 24 hours, or the store does not answer.',
  })
  readonly last24Hours!: CommandHoursAnswer | null;

  @ApiProperty({ type: CommandFailureAnswer, nullable: true })
  readonly lastFailure!: CommandFailureAnswer | null;
}

/** @param now epoch milliseconds */
export function commandUseAnswer(use: CommandUse, hours: CommandHours | null, now: number): CommandUseAnswer {
  const { kind, name, sinceStart, last5Minutes, lastHour, lastFailure } = use;
  return {
    kind,
    name,
    sinceStart: figuresAnswer(sinceStart),
    last5Minutes: figuresAnswer(last5Minutes),
    lastHour: figuresAnswer(lastHour),
    last24Hours: hours,
    lastFailure: lastFailure && failureAnswer(lastFailure, now),
  };
}

/** @param now epoch milliseconds */
export function failureAnswer(failure: CommandFailure, now: number): CommandFailureAnswer {
  const { kind, at, code, guildId, shardId } = failure;
  const words = failureWords(failure);
  return { kind, at: iso(at), ageSeconds: age(at, now), words, code, guildId, shardId };
}

function figuresAnswer(figures: UseFigures): UseFiguresAnswer {
  const { uses, inTime, late, missed, unknown, expired, failed, refused, unfinished, codes } = figures;
  return {
    ...{ uses, inTime, late, missed, unknown, expired, failed, refused, unfinished, codes },
    successRatio: successRatio(figures),
    ageAtReceipt: percentiles(figures.ageAtReceipt),
    acknowledged: percentiles(figures.acknowledgedIn),
    total: percentiles(figures.totalIn),
  };
}

function percentiles(text: string): PercentilesAnswer {
  const histogram = readHistogram(text);
  const [p50Ms, p95Ms, p99Ms] = [0.5, 0.95, 0.99].map((share) => percentileOf(histogram, share));
  return { p50Ms: p50Ms ?? null, p95Ms: p95Ms ?? null, p99Ms: p99Ms ?? null };
}
