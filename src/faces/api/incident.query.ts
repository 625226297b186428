import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsBoolean, IsDate, IsIn, IsInt, IsOptional, Max, Min, Matches } from 'class-validator';
import type { Culprit } from '../../model/culprit.js';
import { TIME_WORDS, toBoolean, toDate, toNumber } from './query-values.js';

/** Incidents in one answer. */
export const MOST_INCIDENTS = 200;
const FEW_INCIDENTS = 50;

export const causes: readonly (Culprit | 'unknown')[] = [
  'process',
  'network',
  'discord',
  'configuration',
  'deployment',
  'unknown',
];

/** Which incidents are wanted. */
export class IncidentQuery {
  @ApiProperty({ required: false, enum: causes, description: '`unknown`: those whose cause is not known.' })
  @IsOptional()
  @IsIn(causes, { message: `$property must be one of ${causes.join(', ')}` })
  readonly cause?: Culprit | 'unknown';

  @ApiProperty({ required: false, description: 'true: only those that go on. false: only those that are over.' })
  @IsOptional()
  @Transform(toBoolean)
  @IsBoolean({ message: '$property must be true or false' })
  readonly open?: boolean;

  @ApiProperty({ required: false, format: 'date-time', description: 'Only those that were not over before.' })
  @IsOptional()
  @Transform(toDate)
  @IsDate({ message: TIME_WORDS })
  readonly since?: Date;

  @ApiProperty({ required: false, description: '`nextCursor` of the page before.' })
  @IsOptional()
  @Matches(/^\d{1,15}$/, { message: '$property must be the nextCursor of another answer' })
  readonly cursor?: string;

  @ApiProperty({ required: false, minimum: 1, maximum: MOST_INCIDENTS, default: FEW_INCIDENTS })
  @IsOptional()
  @Transform(toNumber)
  @IsInt({ message: '$property must be a whole number' })
  @Min(1, { message: '$property must be 1 or more' })
  @Max(MOST_INCIDENTS, { message: `$property must be ${MOST_INCIDENTS} or less` })
  readonly limit: number = FEW_INCIDENTS;
}
