import { Injectable } from '@nestjs/common';
import { EmbedBuilder, TimestampStyles, time } from 'discord.js';
import { Button, type ButtonContext, Context, SlashCommand, type SlashCommandContext } from 'necord';
import type { Availability } from '../../model/availability.js';
import type { Cause } from '../../model/cause.js';
import { evidenceBeside, suspicion } from '../../model/cause-words.js';
import type { JudgedShard } from '../../model/figures.js';
import { phaseWord } from '../../model/phase-words.js';
import { answers } from '../../model/shard.js';
import { standingAt } from '../../model/standing.js';
import { duration } from '../../model/words.js';
import { AvailabilityService } from '../../monitor/availability.service.js';
import { StatusService } from '../../monitor/status.service.js';
import { count, latency, portion } from '../format.js';
import { type Answer, answerInTime, turnInTime } from './answer.js';
import { colourOf } from './colours.js';
import { turning } from './pages.js';
import { type Words, described, wordsFor } from './words/words.js';

/** Discord's limit for the value of a field: https://docs.discord.com/developers/resources/message#embed-object */
const LONGEST_FIELD = 1_024;

type Used = SlashCommandContext[0] | ButtonContext[0];

@Injectable()
export class StatusCommand {
  constructor(
    private readonly status: StatusService,
    private readonly availability: AvailabilityService,
  ) {}

  @SlashCommand({ name: 'status', ...described(({ status }) => status.description) })
  async show(@Context() [interaction]: SlashCommandContext): Promise<void> {
    await answerInTime(interaction, this.answer(interaction));
  }

  @Button('status/:page')
  async refresh(@Context() [interaction]: ButtonContext): Promise<void> {
    await turnInTime(interaction, this.answer(interaction));
  }

  private answer(interaction: Used): Answer {
    const words = wordsFor(interaction);
    const { verdict, sentence, reason, advice, since, at, shards, figures, causes, snapshot } = this.status.now();
    const { status: said } = words;
    const { maintenance } = standingAt(snapshot.standing, at);
    const own = shards.find(({ id }) => id === (interaction.guild?.shardId ?? 0));
    const answering = said.outOf(figures.answeringShardCount, figures.shardCount);
    const until = maintenance && time(Math.round(maintenance.until / 1_000), TimestampStyles.ShortDateTime);
    const embed = new EmbedBuilder()
      .setTitle(sentence.slice(0, 256))
      .setColor(colourOf[verdict])
      .setDescription(advice)
      .addFields(
        { name: said.since, value: words.ago(duration(at - since)), inline: true },
        { name: said.answering, value: answering, inline: true },
        { name: said.servers, value: count(figures.guildCount), inline: true },
        { name: said.available, value: availableLine(this.availability.now(), said), inline: true },
        { name: said.thisServer, value: own ? shardLine(own, at, said) : said.notReported },
        ...(until === null ? [] : [{ name: said.maintenance, value: said.maintenanceUntil(until) }]),
        ...causes.slice(0, 1).map((cause) => ({ name: said.whoseFault, value: causeLine(cause, reason) })),
      )
      .setTimestamp(at);
    return { embeds: [embed], components: turning('status', { page: 0, pages: 1 }, words) };
  }
}

function shardLine(
  { id, phase, latencyMs, heartbeatAcknowledgedAt: heardAt }: JudgedShard,
  now: number,
  words: Words['status'],
): string {
  const line = words.shard(id, phaseWord[phase].toLowerCase(), latency(answers(phase) ? latencyMs : null));
  return heardAt === null ? line : `${line}, ${words.heartbeat(duration(now - heardAt))}`;
}

function availableLine({ lastHour, minutes }: Availability, words: Words['status']): string {
  return `${portion(lastHour)} ${minutes[0] === null ? words.sinceStart : words.lastHour}`;
}

function causeLine(cause: Cause, said: string): string {
  const evidence = evidenceBeside(cause, said);
  return `${suspicion(cause)}${evidence ? `: ${evidence}` : ''}.`.slice(0, LONGEST_FIELD);
}
