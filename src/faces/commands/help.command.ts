import { Injectable } from '@nestjs/common';
import { EmbedBuilder, MessageFlags } from 'discord.js';
import { CommandsService, Context, SlashCommand, type SlashCommandContext } from 'necord';
import { colourOf } from './colours.js';

/** Discord's limit for the description of an embed: https://docs.discord.com/developers/resources/message#embed-object */
const LONGEST_DESCRIPTION = 4_096;

@Injectable()
export class HelpCommand {
  constructor(private readonly commands: CommandsService) {}

  @SlashCommand({ name: 'help', description: 'What this bot can do' })
  async show(@Context() [interaction]: SlashCommandContext): Promise<void> {
    const lines = this.commands
      .getGlobalCommands()
      .flatMap((command) => command.toJSON() as { name: string; description?: string })
      .map(({ name, description }) => `**/${name}** ${description ?? ''}`)
      .sort();
    const embed = new EmbedBuilder()
      .setTitle('Commands')
      .setColor(colourOf.starting)
      .setDescription(lines.join('\n').slice(0, LONGEST_DESCRIPTION));

    await interaction.reply({ embeds: [embed], flags: MessageFlags.Ephemeral });
  }
}
