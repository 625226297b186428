import type { Incident } from '../model/incident.js';
import type { Verdict } from '../model/verdict.js';
import { causeWords, headline, incidentLine, lossWords, serverWords, shardWords } from './incident.words.js';
import { type IncidentMessage, type Message, type SummaryMessage, pageOf } from './message.js';
import { cut, markdown } from './plain-text.js';

/** Characters, so that all together are within https://docs.discord.com/developers/resources/message#embed-object-embed-limits */
const MOST = { content: 2_000, sentence: 2_000, lines: 4_000, field: 500, footer: 200 } as const;
/** Incidents of a summary that are named one by one. */
const MOST_NAMED = 15;

const GREEN = 0x2f9e5b;
const AMBER = 0xe0a100;
const RED = 0xd9363e;

const colours: Readonly<Record<Verdict, number>> = {
  operational: GREEN,
  starting: AMBER,
  degraded: AMBER,
  unknown: RED,
  down: RED,
};

/** As much of Discord's message as is used: https://docs.discord.com/developers/resources/webhook#execute-webhook */
export interface WebhookBody {
  readonly content: string;
  readonly embeds: readonly Embed[];
  readonly allowed_mentions: { readonly parse: readonly never[] };
}

interface Embed {
  readonly title?: string;
  readonly url?: string;
  readonly description: string;
  readonly color: number;
  readonly fields?: readonly Field[];
  readonly footer: { readonly text: string };
  readonly timestamp: string;
}

interface Field {
  readonly name: string;
  readonly value: string;
  readonly inline: boolean;
}

/** A message for a channel of Discord: the first line is what a phone shows, the rest stands in a box below. It mentions nobody. */
export function webhookBody(message: Message): WebhookBody {
  const embed = message.event === 'incidents.summary' ? summaryEmbed(message) : incidentEmbed(message);
  const { botName, isDemo } = message.sender;
  const footer = { text: cut(`${botName ?? 'Shardwatch'}${isDemo ? ' (demo)' : ''}`, MOST.footer) };
  return {
    content: cut(
      `**${markdown(headline(message))}**${message.mayBeRepeat ? ' (you may have been told before)' : ''}`,
      MOST.content,
    ),
    embeds: [{ ...embed, footer, timestamp: new Date(message.at).toISOString() }],
    allowed_mentions: { parse: [] },
  };
}

function incidentEmbed({ event, incident, sender }: IncidentMessage): Omit<Embed, 'footer' | 'timestamp'> {
  const isOver = event === 'incident.closed';
  const url = pageOf(incident, sender);
  const lost = isOver ? [field('What it cost', markdown(lossWords(incident)), false)] : [];
  return {
    title: `Incident ${incident.id}`,
    ...(url === null ? {} : { url }),
    description: cut(markdown(incident.sentence), MOST.sentence),
    color: isOver ? GREEN : colours[incident.verdict],
    fields: [
      field(isOver ? 'From' : 'Since', moment(incident.beganAt)),
      ...(incident.endedAt === null ? [] : [field('To', moment(incident.endedAt))]),
      field('Cause', markdown(causeWords(incident)), false),
      ...reach(incident),
      ...lost,
    ],
  };
}

/** Whom it concerned; a process that died has not said it. */
function reach(incident: Incident): readonly Field[] {
  if (incident.shardCount === 0) return [];
  return [field('Shards without an answer', shardWords(incident)), field('Servers not served', serverWords(incident))];
}

function summaryEmbed({ changes, sender }: SummaryMessage): Omit<Embed, 'footer' | 'timestamp'> {
  const named = changes.slice(-MOST_NAMED);
  const more = changes.length - named.length;
  const lines = named.map((change) => {
    const { incident } = change;
    const url = pageOf(incident, sender);
    const name = url === null ? `Incident ${incident.id}` : `[Incident ${incident.id}](${url})`;
    return `${name}, ${moment(incident.beganAt)}: ${cut(markdown(incidentLine(change)), 150)}`;
  });
  const before = more > 0 ? [`${more} before these`] : [];
  const isOver = changes.every(({ incident }) => incident.endedAt !== null);
  return {
    description: cut([...before, ...lines].join('\n'), MOST.lines),
    color: isOver ? GREEN : worst(changes.map(({ incident }) => incident)),
  };
}

function worst(incidents: readonly Incident[]): number {
  return incidents.some(({ verdict, endedAt }) => endedAt === null && colours[verdict] === RED) ? RED : AMBER;
}

function field(name: string, value: string, inline = true): Field {
  return { name, value: cut(value, MOST.field), inline };
}

/** A moment that Discord shows in each reader's own time. */
function moment(at: number): string {
  return `<t:${Math.floor(at / 1_000)}:f>`;
}
