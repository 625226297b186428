import { Injectable } from '@nestjs/common';
import type { LocalizationMap } from 'discord.js';
import { CommandsService } from 'necord';
import { GatewaySettings, HOME_GUILD } from '../../config/gateway.settings.js';

/** An option of a command, as its author wrote it. */
export interface ListedOption {
  readonly name: string;
  readonly description?: string;
  readonly descriptionLocalizations?: LocalizationMap;
  readonly required?: boolean;
  readonly options?: readonly ListedOption[];
}

/** A command as people see it. */
export interface ListedCommand extends ListedOption {
  /** 1 and nothing: after a slash; others stand in a menu. */
  readonly type?: number;
  readonly isForOperators: boolean;
  /** Servers that alone have it; `null` of one that all have. */
  readonly guilds: readonly string[] | null;
  /** Only people with some permission see it, unless the server says otherwise. */
  readonly isReserved: boolean;
}

/** The commands in the code: those of everybody, and those of some servers. */
@Injectable()
export class CommandList {
  constructor(
    private readonly commands: CommandsService,
    private readonly settings: GatewaySettings,
  ) {}

  /** Those that people have in a server, by name. @param guildId `null` in direct messages */
  seenIn(guildId: string | null): readonly ListedCommand[] {
    return this.all().filter(({ guilds }) => guilds === null || (guildId !== null && guilds.includes(guildId)));
  }

  /** By name. */
  all(): readonly ListedCommand[] {
    const found = this.commands.getCommands().flatMap((command) => {
      const named = command.getGuilds() ?? null;
      const isForOperators = named?.includes(HOME_GUILD) ?? false;
      const guilds = named && named.flatMap((id) => (id === HOME_GUILD ? (this.settings.homeGuildId ?? []) : id));
      return [command.toJSON()].flat().map((json) => {
        const { defaultMemberPermissions } = json as { readonly defaultMemberPermissions?: unknown };
        const isReserved = defaultMemberPermissions !== undefined && defaultMemberPermissions !== null;
        return { ...(json as unknown as ListedOption), isForOperators, guilds, isReserved };
      });
    });
    return found.sort((a, b) => (a.name < b.name ? -1 : 1));
  }
}

/** What an author says of a command or an option, in the reader's language where there are words in it. */
export function descriptionFor(listed: ListedOption, locale: string): string {
  const others = listed.descriptionLocalizations ?? {};
  return others[locale as keyof LocalizationMap] ?? listed.description ?? '';
}
