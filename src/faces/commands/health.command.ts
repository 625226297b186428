import { Injectable } from '@nestjs/common';
import { EmbedBuilder } from 'discord.js';
import { Button, type ButtonContext, ComponentParam, Context, SlashCommand, type SlashCommandContext } from 'necord';
import { HOME_GUILD } from '../../config/gateway.settings.js';
import { MonitorSettings } from '../../config/monitor.settings.js';
import { indicatorsOf } from '../../model/health.js';
import type { Indicator, IndicatorState } from '../../model/indicator.js';
import { duration } from '../../model/words.js';
import { StatusService } from '../../monitor/status.service.js';
import { unbroken } from '../format.js';
import { type Answer, answerInTime, turnInTime } from './answer.js';
import { colourOf } from './colours.js';
import { OperatorDoor } from './operator.door.js';
import { pageOf, turning } from './pages.js';
import { type Words, described, wordsFor } from './words/words.js';

/** Checks on one page. */
const PAGE_SIZE = 8;

const look = { deed: 'look.pages', target: 'health' } as const;
const signs: Readonly<Record<IndicatorState, string>> = { fail: '❌', warn: '⚠️', pass: '✅', off: '▫️' };

@Injectable()
export class HealthCommand {
  constructor(
    private readonly status: StatusService,
    private readonly limits: MonitorSettings,
    private readonly door: OperatorDoor,
  ) {}

  @SlashCommand({
    name: 'health',
    ...described(({ health }) => health.description),
    guilds: [HOME_GUILD],
    defaultMemberPermissions: '0',
  })
  async show(@Context() [interaction]: SlashCommandContext): Promise<void> {
    const answer = () => this.answer(wordsFor(interaction), 0);
    await answerInTime(interaction, this.door.letIn(interaction, look, answer));
  }

  @Button('health/:page')
  async turn(@Context() [interaction]: ButtonContext, @ComponentParam('page') page: string): Promise<void> {
    const answer = () => this.answer(wordsFor(interaction), Number(page));
    await turnInTime(interaction, this.door.letIn(interaction, look, answer));
  }

  private answer(words: Words, wanted: number): Answer {
    const status = this.status.now();
    const indicators = indicatorsOf(status, this.limits);
    const page = pageOf(indicators, wanted, PAGE_SIZE);
    const counts = footer(indicators, words);
    const embed = new EmbedBuilder()
      .setTitle(status.sentence.slice(0, 256))
      .setColor(colourOf[status.verdict])
      .setDescription(status.advice)
      .addFields(page.items.map((indicator) => fieldOf(indicator, status.at, words)))
      .setFooter({ text: page.pages === 1 ? counts : `${counts}. ${words.page(page.page + 1, page.pages)}` })
      .setTimestamp(status.at);
    return { embeds: [embed], components: turning('health', page, words) };
  }
}

function fieldOf({ name, state, now, limit, advice, checkedAt }: Indicator, at: number, { health, notKnown }: Words) {
  const found = state === 'off' ? notKnown : health.limit(unbroken(now), unbroken(limit));
  const age = checkedAt === null ? '' : ` (${health.checked(duration(Math.max(0, at - checkedAt)))})`;
  return {
    name: `${signs[state]} ${name}`,
    value: `${found}${age}${advice === null ? '' : `\n${advice}`}`.slice(0, 1_024),
  };
}

/** `1 failing, 2 warning, 14 passing`; of what there is none, nothing is said. */
function footer(indicators: readonly Indicator[], { health }: Words): string {
  const states: readonly IndicatorState[] = ['fail', 'warn', 'pass', 'off'];
  return states
    .map((state) => [state, indicators.filter((one) => one.state === state).length] as const)
    .filter(([, count]) => count > 0)
    .map(([state, count]) => `${count} ${health.counts[state]}`)
    .join(', ');
}
