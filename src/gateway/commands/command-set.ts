import { Injectable } from '@nestjs/common';
import type { ApplicationCommandData } from 'discord.js';
import { CommandsService } from 'necord';
import { GatewaySettings, HOME_GUILD } from '../../config/gateway.settings.js';
import { type CommandPlace, GLOBAL } from '../../model/command-drift.js';
import type { WireCommand } from '../../model/command-shape.js';
import { commandBody } from '../discordjs-internals.js';

/** The commands that are in the code. */
@Injectable()
export class CommandSet {
  constructor(
    private readonly commands: CommandsService,
    private readonly settings: GatewaySettings,
  ) {}

  /**
   * What Discord ought to have in each place: everywhere, in the home server, and in the servers that commands name
   * themselves. A place without commands is one, too: what is left over there would never be seen otherwise.
   */
  places(): ReadonlyMap<CommandPlace, readonly WireCommand[]> {
    const { homeGuildId } = this.settings;
    const named = this.commands.getCommandsGroupedByGuilds();
    const places = new Map([[GLOBAL, bodiesOf(this.commands.getGlobalCommands())]]);
    if (homeGuildId !== undefined) places.set(homeGuildId, bodiesOf(named.get(HOME_GUILD) ?? []));
    for (const [guildId, commands] of named) {
      if (guildId !== HOME_GUILD) places.set(guildId, [...(places.get(guildId) ?? []), ...bodiesOf(commands)]);
    }
    return places;
  }
}

function bodiesOf(commands: ReturnType<CommandsService['getCommands']>): readonly WireCommand[] {
  return commands.flatMap((command) => command.toJSON() as ApplicationCommandData).map(commandBody);
}
