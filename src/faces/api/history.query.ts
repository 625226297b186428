import { Transform } from 'class-transformer';
import { IsArray, IsDate, IsIn, IsInt, IsOptional, Max, Min } from 'class-validator';
import { ApiProperty } from '@nestjs/swagger';
import { type Resolution, resolutions } from '../../model/history.js';
import { type HistoryField, historyFields } from './history.answer.js';
import { TIME_WORDS, toDate, toNumber } from './query-values.js';

/** Points in one answer. */
export const MOST_POINTS = 2_000;

/** Which history is wanted. */
export class HistoryQuery {
  @ApiProperty({
    required: false,
    format: 'date-time',
    description: 'The first moment; an hour before `until` by default.',
  })
  @IsOptional()
  @Transform(toDate)
  @IsDate({ message: TIME_WORDS })
  readonly from?: Date;

  @ApiProperty({ required: false, format: 'date-time', description: 'The moment after the last one; now by default.' })
  @IsOptional()
  @Transform(toDate)
  @IsDate({ message: TIME_WORDS })
  readonly until?: Date;

  @ApiProperty({ required: false, enum: resolutions, description: 'The finest that fits in one answer by default.' })
  @IsOptional()
  @IsIn(resolutions, { message: `$property must be one of ${resolutions.join(', ')}` })
  readonly resolution?: Resolution;

  @ApiProperty({
    required: false,
    type: String,
    example: 'at,latencyP50Ms',
    description: 'What is wanted of each point, separated by commas; all of it by default.',
  })
  @IsOptional()
  @Transform(({ value }: { readonly value: unknown }) => (typeof value === 'string' ? value.split(',') : value))
  @IsArray({ message: '$property must be names of figures, separated by commas' })
  @IsIn(historyFields, { each: true, message: 'each of fields must be a figure of a point, such as latencyP95Ms' })
  readonly fields?: readonly HistoryField[];

  @ApiProperty({ required: false, minimum: 0, description: 'Id of the shard whose `shardLatencyMs` is wanted.' })
  @IsOptional()
  @Transform(toNumber)
  @IsInt({ message: '$property must be a whole number' })
  @Min(0, { message: '$property must be 0 or more' })
  readonly shard?: number;

  @ApiProperty({ required: false, minimum: 1, maximum: MOST_POINTS, default: MOST_POINTS })
  @IsOptional()
  @Transform(toNumber)
  @IsInt({ message: '$property must be a whole number' })
  @Min(1, { message: '$property must be 1 or more' })
  @Max(MOST_POINTS, { message: `$property must be ${MOST_POINTS} or less` })
  readonly limit: number = MOST_POINTS;
}
