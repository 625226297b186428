import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsInt, IsOptional, Matches, Max, Min } from 'class-validator';
import { toNumber } from './query-values.js';

/** Entries in one answer. */
const MOST_ENTRIES = 500;
const FEW_ENTRIES = 50;

/** Which entries of the audit are wanted. */
export class AuditQuery {
  @ApiProperty({ required: false, description: '`nextCursor` of the page before.' })
  @IsOptional()
  @Matches(/^\d{1,15}$/, { message: '$property must be the nextCursor of another answer' })
  readonly cursor?: string;

  @ApiProperty({ required: false, minimum: 1, maximum: MOST_ENTRIES, default: FEW_ENTRIES })
  @IsOptional()
  @Transform(toNumber)
  @IsInt({ message: '$property must be a whole number' })
  @Min(1, { message: '$property must be 1 or more' })
  @Max(MOST_ENTRIES, { message: `$property must be ${MOST_ENTRIES} or less` })
  readonly limit: number = FEW_ENTRIES;
}
