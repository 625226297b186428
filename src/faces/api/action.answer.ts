import { ApiProperty } from '@nestjs/swagger';
import type { ActionState } from '../../model/action-state.js';
import { type Action, actionWords } from '../../model/action.js';
import { type AuditOutcome, auditOutcomes } from '../../model/audit.js';
import type { Cost } from '../../model/cost.js';
import { isoOrNull } from './wire.js';

/** What an action costs, and whom it reaches, as it looked before. */
export class CostAnswer implements Cost {
  @ApiProperty({ description: 'Session starts that it spends for certain.' })
  readonly sessionStarts!: number;

  @ApiProperty({ description: 'Seconds in which no event comes, at one shard; 0 where none is lost.' })
  readonly blindSeconds!: number;

  @ApiProperty()
  readonly shards!: number;

  @ApiProperty()
  readonly guilds!: number;

  @ApiProperty()
  readonly canHurt!: boolean;

  @ApiProperty({ type: [String] })
  readonly words!: readonly string[];

  @ApiProperty({ type: String, nullable: true, description: 'Why it is not possible now.' })
  readonly obstacle!: string | null;
}

/** An action, as far as it is. */
export class ActionAnswer {
  @ApiProperty({ type: Number, nullable: true, description: 'Its number in the audit; null of a dry run.' })
  readonly number!: number | null;

  @ApiProperty({ example: 'Reconnect shard 3' })
  readonly action!: string;

  @ApiProperty({
    type: String,
    nullable: true,
    enum: auditOutcomes,
    description: '`begun`: it goes on, and /api/v1/actions/{number} says what came of it. null of a dry run.',
  })
  readonly outcome!: AuditOutcome | null;

  @ApiProperty({ type: String, nullable: true, example: 'Shard 3 is back after 1 s, with the session it had.' })
  readonly detail!: string | null;

  @ApiProperty({ type: String, nullable: true, format: 'date-time' })
  readonly begunAt!: string | null;

  @ApiProperty({ type: String, nullable: true, format: 'date-time' })
  readonly completedAt!: string | null;

  @ApiProperty({ type: CostAnswer })
  readonly cost!: CostAnswer;
}

export function actionAnswer(state: ActionState, cost: Cost): ActionAnswer {
  const { number, words: action, outcome, text: detail, begunAt, completedAt } = state;
  return {
    number,
    action,
    outcome,
    detail,
    begunAt: isoOrNull(begunAt),
    completedAt: isoOrNull(completedAt),
    cost,
  };
}

export function dryAnswer(action: Action, cost: Cost): ActionAnswer {
  const { words } = actionWords(action);
  return { number: null, action: words, outcome: null, detail: null, begunAt: null, completedAt: null, cost };
}
