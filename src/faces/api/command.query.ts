import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsInt, IsOptional, Matches, Max, Min } from 'class-validator';
import { toNumber } from './query-values.js';

/** Commands in one answer. */
export const MOST_COMMANDS = 200;
const FEW_COMMANDS = 50;

/** Which part of the commands is wanted. */
export class CommandQuery {
  @ApiProperty({ required: false, description: '`nextCursor` of the page before.' })
  @IsOptional()
  @Matches(/^\d{1,6}$/, { message: '$property must be the nextCursor of another answer' })
  readonly cursor?: string;

  @ApiProperty({ required: false, minimum: 1, maximum: MOST_COMMANDS, default: FEW_COMMANDS })
  @IsOptional()
  @Transform(toNumber)
  @IsInt({ message: '$property must be a whole number' })
  @Min(1, { message: '$property must be 1 or more' })
  @Max(MOST_COMMANDS, { message: `$property must be ${MOST_COMMANDS} or less` })
  readonly limit: number = FEW_COMMANDS;
}
