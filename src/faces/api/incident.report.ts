import type { Weighed } from '../../model/attribution.js';
import { causeWords, confidenceName, culpritName } from '../../model/cause-words.js';
import { type Incident, type TimelineEntry, lengthMs } from '../../model/incident.js';
import { verdictWord } from '../../model/verdict.js';
import { counted, duration } from '../../model/words.js';
import { fenced, plain } from './markdown.js';

/** An incident as Markdown, to begin a post mortem with. Times are in UTC. @param now epoch milliseconds */
export function incidentReport(incident: Incident, now: number): string {
  const { id, title, sentence, weighed, timeline, lastWords } = incident;
  const parts = [
    `# Incident ${id}: ${plain(title)}`,
    `${plain(sentence)}.`,
    table(figures(incident, now)),
    `## Cause: ${causeWords(incident)}`,
    weighed.map(culpritLines).join('\n'),
    '## Timeline (UTC)',
    timeline.length > 0 ? timeline.map(timelineLine).join('\n') : 'Nothing was written down.',
    ...(lastWords.length > 0 ? ['## Last lines of the log', fenced(lastWords)] : []),
    `Written by Shardwatch at ${utc(now)}.`,
  ];
  return `${parts.filter(Boolean).join('\n\n')}\n`;
}

type Row = readonly [name: string, value: string];

function figures(incident: Incident, now: number): readonly Row[] {
  const { beganAt, endedAt, verdict, troubledMs, departureCount, blindMs, replayedCount, version } = incident;
  const length = duration(lengthMs(incident, now));
  const cameAndWent: readonly Row[] =
    departureCount > 1 ? [['Came and went', `${departureCount} times, ${duration(troubledMs)} in all`]] : [];
  return [
    ['Began', utc(beganAt)],
    ['Ended', endedAt === null ? 'still open' : utc(endedAt)],
    ['Lasted', endedAt === null ? `${length} so far` : length],
    ['Worst verdict', verdictWord[verdict]],
    ...cameAndWent,
    ['Shards', shardWords(incident)],
    ['Servers without events', guildWords(incident)],
    ['Commands lost', lostWords(incident)],
    ['Longest time without a session', blindMs > 0 ? `${duration(blindMs)}: what happened then is lost` : 'none'],
    ['Events sent again', counted(replayedCount, 'event')],
    ['Version', version === null ? 'not known' : plain(version)],
  ];
}

function shardWords({ kind, shardIds, shardCount }: Incident): string {
  if (shardCount === 0 || (kind === 'crash' && shardIds.length === 0)) return kind === 'crash' ? 'all' : 'not known';
  return shardIds.length === 0
    ? `none of ${shardCount}`
    : `${shardIds.join(', ')} (${shardIds.length} of ${shardCount})`;
}

function guildWords({ unservedGuildCount, guildCount }: Incident): string {
  const most = unservedGuildCount.toLocaleString('en-GB');
  return guildCount === null ? `${most} at once` : `${most} of ${guildCount.toLocaleString('en-GB')}`;
}

function lostWords({ lostCommandCount }: Incident): string {
  if (lostCommandCount === null) return 'not known';
  return `about ${Math.round(lostCommandCount).toLocaleString('en-GB')}, from the usual rate`;
}

function table(rows: readonly Row[]): string {
  return ['| | |', '|---|---|', ...rows.map(([name, value]) => `| ${name} | ${value} |`)].join('\n');
}

function culpritLines({ culprit, confidence, supporting, opposing }: Weighed): string {
  return [
    `- **${culpritName[culprit]}**: ${confidenceName[confidence].toLowerCase()}`,
    ...supporting.map((words) => `  - for: ${plain(words)}`),
    ...opposing.map((words) => `  - against: ${plain(words)}`),
  ].join('\n');
}

function timelineLine({ at, level, shardId, text }: TimelineEntry): string {
  const marks = [level === 'info' ? null : level, shardId === null ? null : `shard ${shardId}`].filter(Boolean);
  return `- ${utc(at)} ${marks.length > 0 ? `(${marks.join(', ')}) ` : ''}${plain(text)}`;
}

/** `2026-11-22 02:14:31` */
function utc(at: number): string {
  return new Date(at).toISOString().slice(0, 19).replace('T', ' ');
}
