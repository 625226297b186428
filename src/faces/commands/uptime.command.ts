import { Injectable } from '@nestjs/common';
import { EmbedBuilder, TimestampStyles, time } from 'discord.js';
import { Button, type ButtonContext, Context, SlashCommand, type SlashCommandContext } from 'necord';
import type { Uptime } from '../../model/uptime.js';
import { uptimeWindows } from '../../model/uptime.js';
import { duration } from '../../model/words.js';
import { AvailabilityService } from '../../monitor/availability.service.js';
import { StatusService } from '../../monitor/status.service.js';
import { portion } from '../format.js';
import { type Answer, answerInTime, turnInTime } from './answer.js';
import { colourOf } from './colours.js';
import { turning } from './pages.js';
import { type Words, described, wordsFor } from './words/words.js';

/** Milliseconds: a stop that is shorter is a start anew. */
const SHORTEST_STOP_MS = 1_000;

@Injectable()
export class UptimeCommand {
  constructor(
    private readonly status: StatusService,
    private readonly availability: AvailabilityService,
  ) {}

  @SlashCommand({ name: 'uptime', ...described(({ uptime }) => uptime.description) })
  async show(@Context() [interaction]: SlashCommandContext): Promise<void> {
    await answerInTime(interaction, this.answer(wordsFor(interaction)));
  }

  @Button('uptime/:page')
  async refresh(@Context() [interaction]: ButtonContext): Promise<void> {
    await turnInTime(interaction, this.answer(wordsFor(interaction)));
  }

  private answer(words: Words): Answer {
    const { verdict, sentence, snapshot, at } = this.status.now();
    const { longTerm, lastHour } = this.availability.now();
    const [instance] = snapshot.instances;
    const embed = new EmbedBuilder()
      .setTitle(sentence.slice(0, 256))
      .setColor(colourOf[verdict])
      .setDescription(longTerm ? began(longTerm, words) : words.uptime.notRead)
      .addFields({ name: words.uptime.lastHour, value: portion(lastHour), inline: true })
      .addFields(longTerm ? windowsOf(longTerm, words) : [])
      .setTimestamp(at);
    if (instance) {
      const value = words.uptime.runsFor(duration(at - instance.startedAt));
      embed.addFields({ name: words.uptime.process, value, inline: true });
    }
    return { embeds: [embed], components: turning('uptime', { page: 0, pages: 1 }, words) };
  }
}

function began({ firstStartedAt }: Uptime, { uptime }: Words): string {
  return uptime.counts(time(Math.round(firstStartedAt / 1_000), TimestampStyles.ShortDateTime));
}

function windowsOf({ windows }: Uptime, { uptime }: Words) {
  const { stoppedMs } = windows['90d'];
  const stopped = stoppedMs < SHORTEST_STOP_MS ? uptime.never : duration(stoppedMs);
  return [
    ...uptimeWindows.map((name) => ({
      name: uptime.windows[name],
      value: portion(windows[name].ratio),
      inline: true,
    })),
    { name: uptime.stopped, value: stopped, inline: true },
  ];
}
