import { Injectable } from '@nestjs/common';
import { EmbedBuilder, MessageFlags } from 'discord.js';
import { Context, SlashCommand, type SlashCommandContext } from 'necord';
import type { Availability } from '../../model/availability.js';
import type { Cause } from '../../model/cause.js';
import { evidenceBeside, suspicion } from '../../model/cause-words.js';
import type { JudgedShard } from '../../model/figures.js';
import { phaseWord } from '../../model/phase-words.js';
import { answers } from '../../model/shard.js';
import { duration } from '../../model/words.js';
import { AvailabilityService } from '../../monitor/availability.service.js';
import { StatusService } from '../../monitor/status.service.js';
import { count, latency, portion } from '../format.js';
import { colourOf } from './colours.js';

/** Discord's limit for the value of a field: https://docs.discord.com/developers/resources/message#embed-object */
const LONGEST_FIELD = 1_024;

@Injectable()
export class StatusCommand {
  constructor(
    private readonly status: StatusService,
    private readonly availability: AvailabilityService,
  ) {}

  @SlashCommand({ name: 'status', description: 'How the bot is doing right now' })
  async show(@Context() [interaction]: SlashCommandContext): Promise<void> {
    const { verdict, sentence, reason, advice, since, at, shards, figures, causes } = this.status.now();
    const own = shards.find(({ id }) => id === (interaction.guild?.shardId ?? 0));
    const embed = new EmbedBuilder()
      .setTitle(sentence.slice(0, 256))
      .setColor(colourOf[verdict])
      .setDescription(advice)
      .addFields(
        { name: 'Since', value: `${duration(at - since)} ago`, inline: true },
        { name: 'Shards answering', value: `${figures.answeringShardCount} of ${figures.shardCount}`, inline: true },
        { name: 'Servers', value: count(figures.guildCount), inline: true },
        { name: 'Available', value: availableLine(this.availability.now()), inline: true },
        { name: 'This server', value: own ? shardLine(own, at) : 'Its shard has not reported yet' },
        ...causes.slice(0, 1).map((cause) => ({ name: 'Whose fault', value: causeLine(cause, reason) })),
      )
      .setTimestamp(at);

    await interaction.reply({ embeds: [embed], flags: MessageFlags.Ephemeral });
  }
}

function shardLine({ id, phase, latencyMs, heartbeatAcknowledgedAt }: JudgedShard, now: number): string {
  const age =
    heartbeatAcknowledgedAt === null ? '' : `, heartbeat acknowledged ${duration(now - heartbeatAcknowledgedAt)} ago`;
  return `Shard ${id}: ${phaseWord[phase].toLowerCase()}, latency ${latency(answers(phase) ? latencyMs : null)}${age}`;
}

function availableLine({ lastHour, minutes }: Availability): string {
  return `${portion(lastHour)} ${minutes[0] === null ? 'since the start' : 'of the last hour'}`;
}

function causeLine(cause: Cause, said: string): string {
  const evidence = evidenceBeside(cause, said);
  return `${suspicion(cause)}${evidence ? `: ${evidence}` : ''}.`.slice(0, LONGEST_FIELD);
}
