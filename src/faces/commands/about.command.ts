import { Injectable } from '@nestjs/common';
import { EmbedBuilder, MessageFlags } from 'discord.js';
import { Context, SlashCommand, type SlashCommandContext } from 'necord';
import { duration } from '../../model/words.js';
import { StatusService } from '../../monitor/status.service.js';
import { count } from '../format.js';
import { colourOf } from './colours.js';

@Injectable()
export class AboutCommand {
  constructor(private readonly status: StatusService) {}

  @SlashCommand({ name: 'about', description: 'What this bot is and what it runs on' })
  async show(@Context() [interaction]: SlashCommandContext): Promise<void> {
    const { snapshot, figures, at } = this.status.now();
    const [instance] = snapshot.instances;
    const embed = new EmbedBuilder()
      .setTitle('Shardwatch')
      .setColor(colourOf.starting)
      .setDescription('A bot that watches itself: it knows whether a command would be answered right now, and why not.')
      .addFields({ name: 'Servers', value: count(figures.guildCount), inline: true });
    if (instance) {
      embed.addFields(
        { name: 'Version', value: `${instance.version}, discord.js ${instance.libraryVersion}`, inline: true },
        { name: 'Up for', value: duration(at - instance.startedAt), inline: true },
      );
    }
    await interaction.reply({ embeds: [embed], flags: MessageFlags.Ephemeral });
  }
}
