import type { Incident, IncidentTransition } from '../model/incident.js';
import { causeWords, headline } from './incident.words.js';
import { type Message, type Sender, pageOf } from './message.js';
import { plain } from './plain-text.js';

/** Incidents of a summary that are named one by one. */
const MOST_NAMED = 100;

/** What a receiver of JSON gets. Times are ISO 8601, spans are seconds; README.md, "Telling", describes it. */
export function jsonBody(message: Message): object {
  const { event, id, at, mayBeRepeat, sender } = message;
  const { botId, botName, isDemo } = sender;
  const repeat = mayBeRepeat ? ' (you may have been told before)' : '';
  return {
    event,
    id,
    at: iso(at),
    mayBeRepeat,
    text: `${plain(headline(message))}${repeat}`,
    bot: { id: botId, name: botName, isDemo },
    ...(message.event === 'incidents.summary'
      ? {
          since: iso(message.since),
          incidentCount: message.changes.length,
          changes: message.changes.slice(-MOST_NAMED).map((change) => changeIn(change, sender)),
        }
      : { incident: incidentIn(message.incident, sender) }),
  };
}

function changeIn({ change, incident }: IncidentTransition, sender: Sender): object {
  return { event: `incident.${change}`, incident: incidentIn(incident, sender) };
}

function incidentIn(incident: Incident, sender: Sender): object {
  const { id, kind, title, sentence, verdict, culprit, shardIds, shardCount, guildCount } = incident;
  return {
    id,
    url: pageOf(incident, sender),
    ...{ kind, title, sentence, verdict, culprit, cause: causeWords(incident) },
    beganAt: iso(incident.beganAt),
    openedAt: iso(incident.openedAt),
    endedAt: incident.endedAt === null ? null : iso(incident.endedAt),
    durationSeconds: incident.endedAt === null ? null : seconds(incident.endedAt - incident.beganAt),
    ...{ shardIds, shardCount, unservedGuildCount: incident.unservedGuildCount, guildCount },
    blindSeconds: seconds(incident.blindMs),
    replayedCount: incident.replayedCount,
    lostCommandCount: incident.lostCommandCount,
  };
}

function iso(at: number): string {
  return new Date(at).toISOString();
}

function seconds(ms: number): number {
  return Math.round(ms / 100) / 10;
}
