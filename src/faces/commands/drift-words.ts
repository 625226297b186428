import { EmbedBuilder } from 'discord.js';
import { type CommandDifference, type CommandValue, type FieldDrift, commandWord } from '../../model/command-drift.js';
import { placeWords } from '../../model/command-plan.js';
import type { CommandSync } from '../../model/command-sync.js';
import { explain } from '../../model/problem.js';
import { duration } from '../../model/words.js';
import type { Answer } from './answer.js';
import { colourOf } from './colours.js';
import { pageOf, turning } from './pages.js';
import { byStranger } from './stranger.js';
import type { Words } from './words/words.js';

/** Commands on one page, and fields of one of them. */
const PAGE_SIZE = 6;
const MOST_FIELDS = 5;

interface Reading {
  readonly words: Words;
  readonly page: number;
  /** Epoch milliseconds. */
  readonly now: number;
}

/** What differs between the code and Discord, a page of it. */
export function driftAnswer(sync: CommandSync | null, { words, page: wanted, now }: Reading): Answer {
  const { commands } = words;
  if (!sync || sync.comparedAt === null) return { content: commands.notCompared };
  const { differences, comparedAt, problem, commandCount } = sync;
  const page = pageOf(differences, wanted, PAGE_SIZE);
  const isInStep = differences.length === 0;
  const lines = [
    commands.compared(duration(Math.max(0, now - comparedAt))),
    ...(problem === null ? [] : [commands.lastFailed(explain(problem).words)]),
  ];
  const embed = new EmbedBuilder()
    .setTitle(isInStep ? commands.inStep(commandCount) : commands.differs(differences.length))
    .setColor(colourOf[isInStep && problem === null ? 'operational' : 'degraded'])
    .setDescription(lines.join('\n'))
    .addFields(page.items.map((difference) => fieldOf(difference, words)))
    .setTimestamp(comparedAt);
  if (page.pages > 1) embed.setFooter({ text: words.page(page.page + 1, page.pages) });
  return { embeds: [embed], components: turning('commands', page, words) };
}

function fieldOf(difference: CommandDifference, { commands: words }: Words) {
  const { kind, place, fields } = difference;
  const lines = fields.slice(0, MOST_FIELDS).map((field) => fieldLine(field, words));
  const more = fields.length > MOST_FIELDS ? [words.more(fields.length - MOST_FIELDS)] : [];
  const value = [`${words.kinds[kind]} (${placeWords(place)})`, ...lines, ...more].join('\n');
  return { name: byStranger(commandWord(difference)), value: value.slice(0, 1_024) };
}

function fieldLine({ path, inCode, atDiscord }: FieldDrift, words: Words['commands']): string {
  const shown = (value: CommandValue): string => (value === null ? words.nothing : byStranger(JSON.stringify(value)));
  return words.field(byStranger(path), shown(atDiscord), shown(inCode));
}
