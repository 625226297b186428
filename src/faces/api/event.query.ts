import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsDate, IsIn, IsInt, IsOptional, IsString, Matches, Max, MaxLength, Min } from 'class-validator';
import { type LogLevel, type LogSource, logLevels, logSources } from '../../model/log-entry.js';
import type { LogFilter } from '../../model/log-filter.js';
import { TIME_WORDS, toDate, toNumber } from './query-values.js';

/** Entries in one answer. */
export const MOST_ENTRIES = 1_000;
const FEW_ENTRIES = 100;
/** Characters to search for. */
const LONGEST_SEARCH = 100;

const searched = { message: '$property must be one text' };
const short = { message: `$property must be ${LONGEST_SEARCH} characters or less` };

/** Which entries of the event log are wanted. */
export class EventQuery {
  @ApiProperty({ required: false, enum: logLevels, description: 'The least important level; all by default.' })
  @IsOptional()
  @IsIn(logLevels, { message: `$property must be one of ${logLevels.join(', ')}` })
  readonly level?: LogLevel;

  @ApiProperty({ required: false, enum: logSources })
  @IsOptional()
  @IsIn(logSources, { message: `$property must be one of ${logSources.join(', ')}` })
  readonly source?: LogSource;

  @ApiProperty({ required: false, minimum: 0, description: 'Id of a shard.' })
  @IsOptional()
  @Transform(toNumber)
  @IsInt({ message: '$property must be a whole number' })
  @Min(0, { message: '$property must be 0 or more' })
  @Max(1_000_000, { message: '$property must be 1000000 or less' })
  readonly shard?: number;

  @ApiProperty({ required: false, description: 'Id of a server, or a part of its name.' })
  @IsOptional()
  @IsString(searched)
  @MaxLength(LONGEST_SEARCH, short)
  readonly guild?: string;

  @ApiProperty({ required: false, description: 'A part of what the entry says; upper and lower case are the same.' })
  @IsOptional()
  @IsString(searched)
  @MaxLength(LONGEST_SEARCH, short)
  readonly text?: string;

  @ApiProperty({ required: false, format: 'date-time' })
  @IsOptional()
  @Transform(toDate)
  @IsDate({ message: TIME_WORDS })
  readonly from?: Date;

  @ApiProperty({ required: false, format: 'date-time', description: 'The moment after the last one.' })
  @IsOptional()
  @Transform(toDate)
  @IsDate({ message: TIME_WORDS })
  readonly until?: Date;

  @ApiProperty({ required: false, description: '`nextCursor` of the page before.' })
  @IsOptional()
  @Matches(/^\d{1,16}$/, { message: '$property must be the nextCursor of another answer' })
  readonly cursor?: string;

  @ApiProperty({ required: false, minimum: 1, maximum: MOST_ENTRIES, default: FEW_ENTRIES })
  @IsOptional()
  @Transform(toNumber)
  @IsInt({ message: '$property must be a whole number' })
  @Min(1, { message: '$property must be 1 or more' })
  @Max(MOST_ENTRIES, { message: `$property must be ${MOST_ENTRIES} or less` })
  readonly limit: number = FEW_ENTRIES;
}

/** A search for nothing finds everything. */
export function filterOf({ level, source, shard, guild, text, from, until }: EventQuery): LogFilter {
  return {
    level: level ?? null,
    source: source ?? null,
    shardId: shard ?? null,
    guild: guild?.trim() || null,
    text: text?.trim() || null,
    from: from?.getTime() ?? null,
    until: until?.getTime() ?? null,
  };
}
