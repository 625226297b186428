import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, Matches, Max, MaxLength, Min } from 'class-validator';
import { type GuildState, guildStates } from '../../model/guild.js';
import { type GuildPlace, type GuildSort, guildSorts } from '../../model/guild-list.js';
import { toNumber } from './query-values.js';

/** Servers in one answer. */
export const MOST_GUILDS = 1_000;
const FEW_GUILDS = 100;
/** Characters to search for. */
const LONGEST_SEARCH = 100;

/** Which servers are wanted. */
export class GuildQuery {
  @ApiProperty({ required: false, description: 'Id of a server, or a part of its name.' })
  @IsOptional()
  @IsString({ message: '$property must be one text' })
  @MaxLength(LONGEST_SEARCH, { message: `$property must be ${LONGEST_SEARCH} characters or less` })
  readonly text?: string;

  @ApiProperty({ required: false, minimum: 0, description: 'Id of a shard.' })
  @IsOptional()
  @Transform(toNumber)
  @IsInt({ message: '$property must be a whole number' })
  @Min(0, { message: '$property must be 0 or more' })
  @Max(1_000_000, { message: '$property must be 1000000 or less' })
  readonly shard?: number;

  @ApiProperty({ required: false, enum: guildStates, description: '`unavailable`: Discord has an outage there.' })
  @IsOptional()
  @IsIn(guildStates, { message: `$property must be one of ${guildStates.join(', ')}` })
  readonly state?: GuildState;

  @ApiProperty({
    required: false,
    enum: guildSorts,
    default: 'name',
    description: '`members`: the most first. `joined`: the newest first. `state`: trouble first.',
  })
  @IsOptional()
  @IsIn(guildSorts, { message: `$property must be one of ${guildSorts.join(', ')}` })
  readonly sort: GuildSort = 'name';

  @ApiProperty({ required: false, description: '`nextCursor` of the page before, asked for with the same filter.' })
  @IsOptional()
  @Matches(/^[\w-]{1,2000}$/, { message: '$property must be the nextCursor of another answer' })
  readonly cursor?: string;

  @ApiProperty({ required: false, minimum: 1, maximum: MOST_GUILDS, default: FEW_GUILDS })
  @IsOptional()
  @Transform(toNumber)
  @IsInt({ message: '$property must be a whole number' })
  @Min(1, { message: '$property must be 1 or more' })
  @Max(MOST_GUILDS, { message: `$property must be ${MOST_GUILDS} or less` })
  readonly limit: number = FEW_GUILDS;
}

/** The place of a guild as a cursor. */
export function cursorOf({ rank, value, id }: GuildPlace): string {
  return Buffer.from(JSON.stringify([rank, value, id])).toString('base64url');
}

/** The place that a cursor names; `null` where it is none of ours. */
export function placeOf(cursor: string): GuildPlace | null {
  try {
    const [rank, value, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown[];
    const isPlace = typeof rank === 'number' && typeof id === 'string' && /^(?:string|number)$/.test(typeof value);
    return isPlace ? { rank, value: value as string | number, id } : null;
  } catch {
    return null; // somebody made it up
  }
}
