import { Injectable } from '@nestjs/common';
import { type APIEmbedField, EmbedBuilder, MessageFlags } from 'discord.js';
import { Context, SlashCommand, type SlashCommandContext } from 'necord';
import type { JudgedShard } from '../../model/figures.js';
import { duration } from '../../model/words.js';
import { StatusService } from '../../monitor/status.service.js';
import { latency } from '../format.js';
import { colourOf } from './colours.js';
import { type Words, described, wordsFor } from './words/words.js';

@Injectable()
export class PingCommand {
  constructor(private readonly status: StatusService) {}

  /** Named latencies, each with its age: one number called "ping" says nothing about where the time went. */
  @SlashCommand({ name: 'ping', ...described(({ ping }) => ping.description) })
  async show(@Context() [interaction]: SlashCommandContext): Promise<void> {
    const receivedAt = Date.now();
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    const acknowledgedMs = Date.now() - receivedAt;

    const { ping } = wordsFor(interaction);
    const { shards, verdict, sentence, at, snapshot } = this.status.now();
    const shard = shards.find(({ id }) => id === (interaction.guild?.shardId ?? 0));
    // The command was created by Discord's clock and received by ours.
    const aheadMs = snapshot.rest?.clock?.offsetMs ?? 0;
    const underWayMs = Math.round(Math.max(0, receivedAt + aheadMs - interaction.createdTimestamp));
    const embed = new EmbedBuilder()
      .setTitle(sentence.slice(0, 256))
      .setColor(colourOf[verdict])
      .addFields(
        { name: ping.toBot, value: `${latency(underWayMs)} (${ping.justNow})` },
        { name: ping.toDiscord, value: `${latency(acknowledgedMs)} (${ping.justNow})` },
        ...(shard ? gatewayFields(shard, at, ping) : []),
      );
    await interaction.editReply({ embeds: [embed] });
  }
}

/** What the gateway itself takes: the heartbeat, and the canary where one was answered. */
function gatewayFields(
  { id, latencyMs, heartbeatAcknowledgedAt, canary }: JudgedShard,
  now: number,
  words: Words['ping'],
): APIEmbedField[] {
  const measured = (ms: number | null, at: number | null): string => {
    const age = at === null ? words.notMeasured : words.measured(duration(now - at));
    return `${latency(ms === null ? null : Math.round(ms))} (${age})`;
  };
  const heartbeat = { name: words.heartbeat(id), value: measured(latencyMs, heartbeatAcknowledgedAt) };
  if (canary.roundTripMs === null) return [heartbeat];
  return [heartbeat, { name: words.canary(id), value: measured(canary.roundTripMs, canary.answeredAt) }];
}
