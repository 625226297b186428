import { Injectable, UseInterceptors } from '@nestjs/common';
import { EmbedBuilder } from 'discord.js';
import {
  Button,
  type ButtonContext,
  ComponentParam,
  Context,
  IntegerOption,
  Options,
  SlashCommand,
  type SlashCommandContext,
} from 'necord';
import type { JudgedShard } from '../../model/figures.js';
import { phaseWord } from '../../model/phase-words.js';
import { answers } from '../../model/shard.js';
import { duration } from '../../model/words.js';
import { StatusService } from '../../monitor/status.service.js';
import { latency } from '../format.js';
import { type Answer, answerInTime, turnInTime } from './answer.js';
import { colourOf } from './colours.js';
import { pageOf, turning } from './pages.js';
import { ShardSuggestions } from './shard.suggestions.js';
import { type Words, described, wordsFor } from './words/words.js';

/** Shards on one page: what fits without scrolling on a phone. */
const PAGE_SIZE = 10;

type Used = SlashCommandContext[0] | ButtonContext[0];

export class ShardsOptions {
  @IntegerOption({ name: 'shard', ...described(({ shards }) => shards.option), min_value: 0, autocomplete: true })
  readonly shard!: number | null;
}

@Injectable()
export class ShardsCommand {
  constructor(private readonly status: StatusService) {}

  @UseInterceptors(ShardSuggestions)
  @SlashCommand({ name: 'shards', ...described(({ shards }) => shards.description) })
  async show(@Context() [interaction]: SlashCommandContext, @Options() { shard }: ShardsOptions): Promise<void> {
    const { shards } = this.status.now();
    const place = shards.findIndex(({ id }) => id === shard);
    const isUnknown = shard !== null && place < 0;
    const { shards: words } = wordsFor(interaction);
    const answer = isUnknown
      ? { content: words.unknown(shard) }
      : this.answer(interaction, Math.floor(Math.max(0, place) / PAGE_SIZE));
    await answerInTime(interaction, answer);
  }

  @Button('shards/:page')
  async turn(@Context() [interaction]: ButtonContext, @ComponentParam('page') page: string): Promise<void> {
    await turnInTime(interaction, this.answer(interaction, Number(page)));
  }

  private answer(interaction: Used, wanted: number): Answer {
    const words = wordsFor(interaction);
    const { shards, figures, sentence, verdict, at } = this.status.now();
    const page = pageOf(shards, wanted, PAGE_SIZE);
    const own = interaction.inGuild() ? (interaction.guild?.shardId ?? null) : null;
    const lines = page.items.map((shard) => lineOf(shard, at, { words, own }));
    const embed = new EmbedBuilder()
      .setTitle(sentence.slice(0, 256))
      .setColor(colourOf[verdict])
      .setDescription(lines.length === 0 ? words.shards.none : lines.join('\n'))
      .setFooter({ text: footer(page, figures, words) })
      .setTimestamp(at);
    return { embeds: [embed], components: turning('shards', page, words) };
  }
}

interface Reader {
  readonly words: Words;
  /** Shard of the server in which it is read; `null` in direct messages. */
  readonly own: number | null;
}

function lineOf(
  { id, phase, latencyMs, guildCount, heartbeatAcknowledgedAt: heardAt }: JudgedShard,
  now: number,
  { words: { shards: words }, own }: Reader,
): string {
  const facts = words.line(phaseWord[phase], latency(answers(phase) ? latencyMs : null), guildCount);
  const age = heardAt === null ? '' : `, ${words.heartbeat(duration(now - heardAt))}`;
  return `**#${id}** ${facts}${age}${id === own ? ` (${words.ofThisServer})` : ''}`;
}

function footer(
  { page, pages }: { readonly page: number; readonly pages: number },
  { answeringShardCount, shardCount }: { readonly answeringShardCount: number; readonly shardCount: number },
  words: Words,
): string {
  const answering = words.shards.answering(answeringShardCount, shardCount);
  return pages === 1 ? answering : `${answering}. ${words.page(page + 1, pages)}`;
}
