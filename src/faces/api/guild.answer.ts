import { ApiProperty } from '@nestjs/swagger';
import type { GuildFailure } from '../../model/command-use.js';
import { type FailureKind, failureKinds, failureWords } from '../../model/command-failure.js';
import { type Guild, type GuildState, guildState, guildStates } from '../../model/guild.js';
import { iso, isoOrNull } from './wire.js';

const known = { type: Number, nullable: true } as const;

/** A server the bot is in. */
export class GuildAnswer {
  @ApiProperty({ example: '1142857142857142857' }) readonly id!: string;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Written by strangers: anything may be in it. null when it is not known, or is not for whoever asks.',
  })
  readonly name!: string | null;
  @ApiProperty() readonly shardId!: number;
  @ApiProperty({ enum: guildStates, description: 'Whether a command would be answered there.' })
  readonly state!: GuildState;
  @ApiProperty({ ...known, description: 'It may be a minute old.' }) readonly memberCount!: number | null;
  @ApiProperty({ type: String, nullable: true, format: 'date-time' }) readonly joinedAt!: string | null;
}

/** A use of a command there that went wrong. */
export class GuildFailureAnswer {
  @ApiProperty({ format: 'date-time' }) readonly at!: string;
  @ApiProperty({ example: '/rank' }) readonly command!: string;
  @ApiProperty({ enum: failureKinds }) readonly kind!: FailureKind;
  @ApiProperty({ ...known, description: "Discord's own code." }) readonly code!: number | null;
  @ApiProperty() readonly words!: string;
}

/** One server, and what went wrong there last. */
export class WholeGuildAnswer extends GuildAnswer {
  @ApiProperty({ type: [GuildFailureAnswer], description: 'The last since the start, newest first; 5 at most.' })
  readonly failures!: readonly GuildFailureAnswer[];
}

/** A page of servers. */
export class GuildsAnswer {
  @ApiProperty({ type: [GuildAnswer] }) readonly items!: readonly GuildAnswer[];
  @ApiProperty({ description: 'All that fit the filter, on all pages.' }) readonly count!: number;
  @ApiProperty({ type: String, nullable: true, description: '`cursor` of the next page.' })
  readonly nextCursor!: string | null;
}

export interface GuildAnswerFacts {
  /** Ids of the shards that answer. */
  readonly answering: ReadonlySet<number>;
  readonly hasNames: boolean;
}

export function guildAnswer(guild: Guild, { answering, hasNames }: GuildAnswerFacts): GuildAnswer {
  const { id, name, shardId, memberCount, joinedAt } = guild;
  return {
    id,
    name: hasNames ? name : null,
    shardId,
    state: guildState(guild, answering),
    memberCount,
    joinedAt: isoOrNull(joinedAt),
  };
}

export function guildFailureAnswer(failure: GuildFailure): GuildFailureAnswer {
  const { at, command, kind, code } = failure;
  return { at: iso(at), command: command.name, kind, code, words: failureWords(failure) };
}
