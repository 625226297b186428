import { Injectable } from '@nestjs/common';
import { type APIEmbedField, EmbedBuilder, MessageFlags } from 'discord.js';
import { Context, SlashCommand, type SlashCommandContext } from 'necord';
import type { JudgedShard } from '../../model/figures.js';
import { duration } from '../../model/words.js';
import { StatusService } from '../../monitor/status.service.js';
import { latency } from '../format.js';
import { colourOf } from './colours.js';

@Injectable()
export class PingCommand {
  constructor(private readonly status: StatusService) {}

  /** Named latencies, each with its age: one number called "ping" says nothing about where the time went. */
  @SlashCommand({ name: 'ping', description: 'How long messages take between Discord and the bot' })
  async show(@Context() [interaction]: SlashCommandContext): Promise<void> {
    const receivedAt = Date.now();
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    const acknowledgedMs = Date.now() - receivedAt;

    const { shards, verdict, at, snapshot } = this.status.now();
    const shard = shards.find(({ id }) => id === (interaction.guild?.shardId ?? 0));
    // The command was created by Discord's clock and received by ours.
    const aheadMs = snapshot.rest?.clock?.offsetMs ?? 0;
    const underWayMs = Math.round(Math.max(0, receivedAt + aheadMs - interaction.createdTimestamp));
    const embed = new EmbedBuilder()
      .setColor(colourOf[verdict])
      .addFields(
        { name: 'Discord to bot', value: `${latency(underWayMs)} (just now)` },
        { name: 'Bot to Discord', value: `${latency(acknowledgedMs)} (just now)` },
        ...(shard ? gatewayFields(shard, at) : []),
      );
    await interaction.editReply({ embeds: [embed] });
  }
}

/** What the gateway itself takes: the heartbeat, and the canary where one was answered. */
function gatewayFields({ id, latencyMs, heartbeatAcknowledgedAt, canary }: JudgedShard, now: number): APIEmbedField[] {
  const heartbeat = { name: `Heartbeat of shard ${id}`, value: measured(latencyMs, heartbeatAcknowledgedAt, now) };
  if (canary.roundTripMs === null) return [heartbeat];
  return [heartbeat, { name: `Canary of shard ${id}`, value: measured(canary.roundTripMs, canary.answeredAt, now) }];
}

function measured(ms: number | null, measuredAt: number | null, now: number): string {
  const age = measuredAt === null ? 'not measured yet' : `measured ${duration(now - measuredAt)} ago`;
  return `${latency(ms === null ? null : Math.round(ms))} (${age})`;
}
