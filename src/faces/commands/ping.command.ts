import { Injectable, UseFilters } from '@nestjs/common';
import { EmbedBuilder, MessageFlags } from 'discord.js';
import { Context, SlashCommand, type SlashCommandContext } from 'necord';
import { duration } from '../../model/words.js';
import { StatusService } from '../../monitor/status.service.js';
import { latency } from '../format.js';
import { colourOf } from './colours.js';
import { FailureFilter } from './failure.filter.js';

@Injectable()
@UseFilters(FailureFilter)
export class PingCommand {
  constructor(private readonly status: StatusService) {}

  /** Three named latencies, each with its age: one number called "ping" says nothing about where the time went. */
  @SlashCommand({ name: 'ping', description: 'How long messages take between Discord and the bot' })
  async show(@Context() [interaction]: SlashCommandContext): Promise<void> {
    const receivedAt = Date.now();
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    const acknowledgedMs = Date.now() - receivedAt;

    const { shards, verdict, at } = this.status.now();
    const shard = shards.find(({ id }) => id === (interaction.guild?.shardId ?? 0));
    const acknowledgedAt = shard?.heartbeatAcknowledgedAt ?? null;
    const age = acknowledgedAt === null ? 'not measured yet' : `measured ${duration(at - acknowledgedAt)} ago`;
    const embed = new EmbedBuilder().setColor(colourOf[verdict]).addFields(
      {
        name: 'Discord to bot',
        value: `${latency(Math.max(0, receivedAt - interaction.createdTimestamp))} (just now)`,
      },
      { name: 'Bot to Discord', value: `${latency(acknowledgedMs)} (just now)` },
      {
        name: `Heartbeat of shard ${interaction.guild?.shardId ?? 0}`,
        value: `${latency(shard?.latencyMs ?? null)} (${age})`,
      },
    );
    await interaction.editReply({ embeds: [embed] });
  }
}
