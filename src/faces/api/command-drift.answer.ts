import { ApiProperty } from '@nestjs/swagger';
import type { CommandDifference, CommandType, CommandValue, DriftKind, FieldDrift } from '../../model/command-drift.js';
import type { CommandSync } from '../../model/command-sync.js';
import { explain } from '../../model/problem.js';
import { isoOrNull } from './wire.js';

const anything = {
  nullable: true,
  oneOf: ['string', 'number', 'boolean', 'array', 'object'].map((type) => ({ type })),
};

export class FieldDriftAnswer implements FieldDrift {
  @ApiProperty({ example: 'options.level.choices.debug.value' })
  readonly path!: string;

  @ApiProperty({ ...anything, description: "As Discord's API has it; null where the code does not have it." })
  readonly inCode!: CommandValue;

  @ApiProperty({ ...anything, description: 'The same at Discord.' })
  readonly atDiscord!: CommandValue;
}

export class CommandDifferenceAnswer implements CommandDifference {
  @ApiProperty({ example: 'global', description: '`global`, or the id of a server.' })
  readonly place!: string;

  @ApiProperty({ example: 'status' })
  readonly name!: string;

  @ApiProperty({ enum: ['slash', 'user', 'message'] })
  readonly type!: CommandType;

  @ApiProperty({ enum: ['only_in_code', 'changed', 'only_at_discord'] })
  readonly kind!: DriftKind;

  @ApiProperty({ type: [FieldDriftAnswer], description: 'Empty for a command that only one side has.' })
  readonly fields!: readonly FieldDriftAnswer[];
}

export class PlaceLimitsAnswer {
  @ApiProperty({ example: 'global' })
  readonly place!: string;

  @ApiProperty({ type: Number, nullable: true, description: 'Slash commands at Discord; null while it was not read.' })
  readonly commandCount!: number | null;

  @ApiProperty({ example: 100 })
  readonly mostCommands!: number;

  @ApiProperty({ description: 'New commands that Discord still takes today, as far as this program has counted.' })
  readonly createsLeft!: number;

  @ApiProperty({ example: 200 })
  readonly mostCreates!: number;

  @ApiProperty({ type: String, nullable: true, description: 'Why this place could not be compared.' })
  readonly problem!: string | null;
}

/** The commands in the code against those at Discord. */
export class CommandDriftAnswer {
  @ApiProperty({ type: String, nullable: true, format: 'date-time', description: 'null before the first time.' })
  readonly comparedAt!: string | null;

  @ApiProperty({ type: String, nullable: true, enum: ['in_step', 'updated', 'differs', 'failed'] })
  readonly outcome!: CommandSync['outcome'] | null;

  @ApiProperty({ type: [CommandDifferenceAnswer], description: 'Empty when the two are in step.' })
  readonly differences!: readonly CommandDifferenceAnswer[];

  @ApiProperty({ type: [PlaceLimitsAnswer], description: 'One for each place that is compared.' })
  readonly limits!: readonly PlaceLimitsAnswer[];

  @ApiProperty({ type: String, nullable: true, description: 'What went wrong last, in comparing or in writing.' })
  readonly problem!: string | null;
}

export function commandDriftAnswer(known: CommandSync | null): CommandDriftAnswer {
  if (!known) return { comparedAt: null, outcome: null, differences: [], limits: [], problem: null };
  const { comparedAt, outcome, differences, limits, problem } = known;
  return {
    comparedAt: isoOrNull(comparedAt),
    outcome,
    differences,
    limits: limits.map((one) => ({ ...one, problem: one.problem && explain(one.problem).words })),
    problem: problem && explain(problem).words,
  };
}
