import { Injectable, UseFilters } from '@nestjs/common';
import { EmbedBuilder, MessageFlags } from 'discord.js';
import { Context, SlashCommand, type SlashCommandContext } from 'necord';
import type { JudgedShard } from '../../model/figures.js';
import { duration } from '../../model/words.js';
import { StatusService } from '../../monitor/status.service.js';
import { count, latency } from '../format.js';
import { colourOf } from './colours.js';
import { FailureFilter } from './failure.filter.js';

@Injectable()
@UseFilters(FailureFilter)
export class StatusCommand {
  constructor(private readonly status: StatusService) {}

  @SlashCommand({ name: 'status', description: 'How the bot is doing right now' })
  async show(@Context() [interaction]: SlashCommandContext): Promise<void> {
    const { verdict, sentence, advice, since, at, shards, figures } = this.status.now();
    const own = shards.find(({ id }) => id === (interaction.guild?.shardId ?? 0));
    const embed = new EmbedBuilder()
      .setTitle(sentence.slice(0, 256))
      .setColor(colourOf[verdict])
      .setDescription(advice)
      .addFields(
        { name: 'Since', value: `${duration(at - since)} ago`, inline: true },
        { name: 'Shards answering', value: `${figures.answeringShardCount} of ${figures.shardCount}`, inline: true },
        { name: 'Servers', value: count(figures.guildCount), inline: true },
        { name: 'This server', value: own ? shardLine(own, at) : 'Its shard has not reported yet' },
      )
      .setTimestamp(at);

    await interaction.reply({ embeds: [embed], flags: MessageFlags.Ephemeral });
  }
}

function shardLine({ id, phase, latencyMs, heartbeatAcknowledgedAt }: JudgedShard, now: number): string {
  const age =
    heartbeatAcknowledgedAt === null ? '' : `, heartbeat acknowledged ${duration(now - heartbeatAcknowledgedAt)} ago`;
  return `Shard ${id}: ${phase.replaceAll('_', ' ')}, latency ${latency(latencyMs)}${age}`;
}
