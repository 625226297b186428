import { Injectable } from '@nestjs/common';
import { EmbedBuilder } from 'discord.js';
import { Context, SlashCommand, type SlashCommandContext } from 'necord';
import { duration } from '../../model/words.js';
import { StatusService } from '../../monitor/status.service.js';
import { count } from '../format.js';
import { answerInTime } from './answer.js';
import { colourOf } from './colours.js';
import { described, wordsFor } from './words/words.js';

@Injectable()
export class AboutCommand {
  constructor(private readonly status: StatusService) {}

  @SlashCommand({ name: 'about', ...described(({ about }) => about.description) })
  async show(@Context() [interaction]: SlashCommandContext): Promise<void> {
    const { about } = wordsFor(interaction);
    const { snapshot, figures, at, sentence, verdict } = this.status.now();
    const [instance] = snapshot.instances;
    const embed = new EmbedBuilder()
      .setTitle(about.title)
      .setColor(colourOf[verdict])
      .setDescription(`${sentence}\n\n${about.text}`)
      .addFields({ name: about.servers, value: count(figures.guildCount), inline: true })
      .setTimestamp(at);
    if (instance) {
      const { version, libraryVersion, startedAt } = instance;
      embed.addFields(
        { name: about.version, value: about.versions(version, libraryVersion), inline: true },
        { name: about.upFor, value: duration(at - startedAt), inline: true },
      );
    }
    await answerInTime(interaction, { embeds: [embed] });
  }
}
