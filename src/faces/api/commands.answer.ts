import { ApiProperty } from '@nestjs/swagger';
import type { CommandUses } from '../../model/command-use.js';
import { commandKey } from '../../model/history-commands.js';
import type { InteractionKind } from '../../model/settled-interaction.js';
import type { CommandHoursByKey } from '../../monitor/command-trend.js';
import { CommandFailureAnswer, CommandUseAnswer, commandUseAnswer, failureAnswer } from './command-use.answer.js';
import type { CommandQuery } from './command.query.js';

export class CommandsAnswer {
  @ApiProperty({ type: [CommandUseAnswer], description: 'By name.' })
  readonly items!: readonly CommandUseAnswer[];

  @ApiProperty({ type: String, nullable: true, description: '`null` on the last page.' })
  readonly nextCursor!: string | null;
}

/** One use in a server that went wrong. */
export class GuildFailureAnswer extends CommandFailureAnswer {
  @ApiProperty({ enum: ['command', 'component', 'form', 'suggestion'] })
  readonly commandKind!: InteractionKind;

  @ApiProperty({ example: '/ticket open' })
  readonly commandName!: string;
}

/** The last failures in one server. */
export class GuildFailuresAnswer {
  @ApiProperty()
  readonly guildId!: string;

  @ApiProperty({ type: [GuildFailureAnswer], description: 'Newest first, 5 at most.' })
  readonly failures!: readonly GuildFailureAnswer[];
}

export class CommandFailuresAnswer {
  @ApiProperty({ type: [GuildFailuresAnswer], description: 'The server with the newest failure first, 100 at most.' })
  readonly items!: readonly GuildFailuresAnswer[];

  @ApiProperty({ type: String, nullable: true, description: '`null`: this is all.' })
  readonly nextCursor!: string | null;
}

/** What is known of the commands. */
export interface KnownCommands {
  readonly uses: CommandUses | null;
  readonly hours: CommandHoursByKey | null;
  /** Epoch milliseconds. */
  readonly at: number;
}

export function commandsAnswer({ uses, hours, at }: KnownCommands, { cursor, limit }: CommandQuery): CommandsAnswer {
  const all = [...(uses?.commands ?? [])].sort((a, b) => (`${a.name} ${a.kind}` < `${b.name} ${b.kind}` ? -1 : 1));
  const first = Number(cursor ?? 0);
  const next = first + limit < all.length ? String(first + limit) : null;
  const shown = all.slice(first, first + limit);
  const items = shown.map((use) => commandUseAnswer(use, hours?.get(commandKey(use)) ?? null, at));
  return { items, nextCursor: next };
}

/** @param now epoch milliseconds */
export function commandFailuresAnswer(uses: CommandUses | null, now: number): CommandFailuresAnswer {
  const items = (uses?.guilds ?? []).map(({ guildId, failures }) => ({
    guildId,
    failures: failures.map(({ command: { kind, name }, ...failure }) => ({
      commandKind: kind,
      commandName: name,
      ...failureAnswer(failure, now),
    })),
  }));
  return { items, nextCursor: null };
}
