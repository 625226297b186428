import { Injectable } from '@nestjs/common';
import { EmbedBuilder, TimestampStyles, time } from 'discord.js';
import { Button, type ButtonContext, ComponentParam, Context, SlashCommand, type SlashCommandContext } from 'necord';
import { HOME_GUILD } from '../../config/gateway.settings.js';
import { IncidentReader } from '../../incidents/incident.reader.js';
import { causeWords } from '../../model/cause-words.js';
import { type Incident, lengthMs } from '../../model/incident.js';
import { duration } from '../../model/words.js';
import { StatusService } from '../../monitor/status.service.js';
import { type Answer, answerInTime, turnInTime } from './answer.js';
import { colourOf } from './colours.js';
import { OperatorDoor } from './operator.door.js';
import { pageOf, turning } from './pages.js';
import { type Words, described, wordsFor } from './words/words.js';

/** Incidents on one page, and all that are turned through: the page in the browser has the rest. */
const PAGE_SIZE = 5;
const MOST = 50;

const look = { deed: 'look.pages', target: 'incidents' } as const;

@Injectable()
export class IncidentsCommand {
  constructor(
    private readonly incidents: IncidentReader,
    private readonly status: StatusService,
    private readonly door: OperatorDoor,
  ) {}

  @SlashCommand({
    name: 'incidents',
    ...described(({ incidents }) => incidents.description),
    guilds: [HOME_GUILD],
    defaultMemberPermissions: '0',
  })
  async show(@Context() [interaction]: SlashCommandContext): Promise<void> {
    const answer = () => this.answer(wordsFor(interaction), 0);
    await answerInTime(interaction, this.door.letIn(interaction, look, answer));
  }

  @Button('incidents/:page')
  async turn(@Context() [interaction]: ButtonContext, @ComponentParam('page') page: string): Promise<void> {
    const answer = () => this.answer(wordsFor(interaction), Number(page));
    await turnInTime(interaction, this.door.letIn(interaction, look, answer));
  }

  /** @throws {Unavailable} when the store does not answer */
  private async answer(words: Words, wanted: number): Promise<Answer> {
    const { sentence, verdict, at } = this.status.now();
    const { incidents } = await this.incidents.read({ most: MOST });
    const page = pageOf(incidents, wanted, PAGE_SIZE);
    const embed = new EmbedBuilder()
      .setTitle(sentence.slice(0, 256))
      .setColor(colourOf[verdict])
      .setDescription(page.items.length === 0 ? words.incidents.none : heading(incidents, words))
      .addFields(page.items.map((incident) => fieldOf(incident, at, words)))
      .setTimestamp(at);
    if (page.pages > 1) embed.setFooter({ text: words.page(page.page + 1, page.pages) });
    return { embeds: [embed], components: turning('incidents', page, words) };
  }
}

function heading(incidents: readonly Incident[], { incidents: words }: Words): string {
  const open = incidents.filter(({ endedAt }) => endedAt === null).length;
  return open === 0 ? words.allOver : words.open(open);
}

function fieldOf(incident: Incident, now: number, { incidents: words }: Words) {
  const { id, title, beganAt, endedAt, sentence } = incident;
  const began = time(Math.round(beganAt / 1_000), TimestampStyles.ShortDateTime);
  const length = duration(lengthMs(incident, now));
  const when = endedAt === null ? `${began}, ${words.isOpen(length)}` : words.isOver(began, length);
  const value = [when, sentence, words.cause(causeWords(incident))].join('\n').slice(0, 1_024);
  return { name: words.line(id, title).slice(0, 256), value };
}
