import { suspicion } from '../model/cause-words.js';
import { type Incident, type IncidentTransition, lengthMs } from '../model/incident.js';
import { verdictWord } from '../model/verdict.js';
import { counted, duration } from '../model/words.js';
import type { Message } from './message.js';

/** What a message says first, in one line without a full stop. */
export function headline(message: Message): string {
  if (message.event === 'incidents.summary') {
    const away = duration(message.at - message.since);
    return `Nobody could be told for ${away}: ${counted(message.changes.length, 'incident')} meanwhile`;
  }
  return incidentLine({
    change: message.event === 'incident.closed' ? 'closed' : 'opened',
    incident: message.incident,
  });
}

/** `Over after 6 min: shard 7 lost its connection` */
export function incidentLine({ change, incident }: IncidentTransition): string {
  if (change === 'opened') return `${verdictWord[incident.verdict]}: ${incident.title}`;
  return `Over after ${duration(lengthMs(incident, incident.openedAt))}: ${incident.title}`;
}

/** Whose fault it is, and why that is thought: `Most likely Discord: its gateway refuses the connection`. */
export function causeWords({ culprit, weighed }: Incident): string {
  const first = weighed.find((one) => one.culprit === culprit);
  const [evidence = ''] = first?.supporting ?? [];
  if (!first || (first.confidence !== 'certain' && first.confidence !== 'likely')) return 'not known';
  const { confidence } = first;
  return `${suspicion({ culprit: first.culprit, confidence, evidence })}${evidence && `: ${evidence}`}`;
}

/** `3 of 16` */
export function shardWords({ shardIds, shardCount }: Incident): string {
  return `${shardIds.length} of ${shardCount}`;
}

/** `1,250 of 18,412` */
export function serverWords({ unservedGuildCount, guildCount }: Incident): string {
  const all = guildCount === null ? '' : ` of ${guildCount.toLocaleString('en-GB')}`;
  return `${unservedGuildCount.toLocaleString('en-GB')}${all}`;
}

/** What users of the bot lost, in one line. */
export function lossWords({ blindMs, replayedCount, lostCommandCount }: Incident): string {
  const words = [
    blindMs > 0 ? `what happened in ${duration(blindMs)} is lost` : 'no event is lost',
    ...(replayedCount > 0 ? [`${counted(replayedCount, 'event')} came again`] : []),
    ...(lostCommandCount ? [`about ${counted(Math.ceil(lostCommandCount), 'command')} had no answer`] : []),
  ];
  return words.join(', ');
}
