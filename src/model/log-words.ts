import type { BotEvent, HappeningNoted } from './event.js';
import type { IncidentTransition } from './incident.js';
import type { FailedRequest } from './failed-request.js';
import { type LogDetail, type LogLevel, type LogNote, logNote } from './log-entry.js';
import { codeWords } from './interaction-codes.js';
import type { InteractionKind, SettledInteraction } from './settled-interaction.js';
import type { Status } from './status.js';
import { type Verdict, verdictWord } from './verdict.js';
import { duration } from './words.js';

/** What the event log says of an event; `null` where it says nothing. */
export function noteOf(event: BotEvent): LogNote | null {
  if (event.type === 'happening.noted') return happeningNote(event);
  if (event.type === 'interaction.settled') return interactionNote(event.interaction);
  return event.type === 'request.failed' ? requestNote(event.request) : null;
}

function happeningNote({ happening, guildId, detail, source = 'gateway' }: HappeningNoted): LogNote {
  const { level, shardId, guildName, text } = happening;
  return logNote({ level, source, shardId, guildId, guildName, text, detail });
}

const interactionLevel: Record<SettledInteraction['outcome'], LogLevel> = {
  acknowledged: 'info',
  late: 'warn',
  missed: 'error',
  refused: 'error',
  expired: 'info',
};

const kindWord: Record<InteractionKind, string> = {
  command: '',
  component: ' (a button or menu)',
  form: ' (a form)',
  suggestion: ' (suggestions while typing)',
};

function interactionNote(settled: SettledInteraction): LogNote {
  const { kind, name, outcome, tookMs, code, shardId, guildId, guildName } = settled;
  const isChatter = kind === 'suggestion' && outcome === 'acknowledged';
  const detail: LogDetail = {
    outcome,
    ...(tookMs === null ? {} : { acknowledgedAfterMs: tookMs }),
    ...(code === null ? {} : { discordCode: code }),
  };
  return logNote({
    level: isChatter ? 'debug' : interactionLevel[outcome],
    source: 'command',
    subject: name,
    text: `${interactionWords(settled)}${kindWord[kind]}`,
    ...{ shardId, guildId, guildName, detail },
  });
}

function interactionWords({ outcome, tookMs, code }: SettledInteraction): string {
  const after = tookMs === null ? '' : ` after ${tookMs.toLocaleString('en-GB')} ms`;
  switch (outcome) {
    case 'acknowledged':
      return `answered${after}`;
    case 'late':
      return `answered${after || ' too late'}: Discord waits for 3 s only`;
    case 'missed':
      return 'was not answered within 3 s: its user was told that it failed';
    case 'expired':
      return 'came too late to be answered: it was used while the bot was away';
    case 'refused':
      return `failed: Discord did not take the answer${codeReason(code)}`;
  }
}

function codeReason(code: number | null): string {
  if (code === null) return '';
  const words = codeWords(code);
  return words ? `, because ${words} (${code})` : ` (code ${code})`;
}

function requestNote({ route, status, code, retryAfterMs }: FailedRequest): LogNote {
  const detail: LogDetail = {
    route,
    ...(status === null ? {} : { httpStatus: status }),
    ...(code === null ? {} : { discordCode: code }),
    ...(retryAfterMs === null ? {} : { retryAfterMs }),
  };
  return logNote({ level: 'warn', source: 'rest', detail, text: requestWords({ route, status, code, retryAfterMs }) });
}

function requestWords({ route, status, code, retryAfterMs }: FailedRequest): string {
  if (code !== null) return `Discord refused ${route}${codeReason(code)}`;
  if (status === null) return `No answer from Discord's API to ${route}`;
  if (status !== 429) return `Discord's API failed to answer ${route} (HTTP ${status})`;
  return `Rate limited on ${route}${retryAfterMs === null ? '' : `, again in ${(retryAfterMs / 1_000).toFixed(1)} s`}`;
}

const verdictLevel: Record<Verdict, LogLevel> = {
  operational: 'info',
  starting: 'info',
  degraded: 'warn',
  down: 'error',
  unknown: 'error',
};

/** What the event log says when the verdict has changed. @param before `null` at the start of the process */
export function verdictNote(before: Status | null, { verdict, sentence, since }: Status): LogNote {
  const past: LogDetail = before ? { before: verdictWord[before.verdict], lasted: duration(since - before.since) } : {};
  return logNote({
    level: verdictLevel[verdict],
    source: 'status',
    text: sentence,
    detail: { verdict: verdictWord[verdict], ...past },
  });
}

/** What the event log says of an incident that opens or closes. */
export function incidentNote({ change, incident }: IncidentTransition): LogNote {
  const { id, title, sentence, verdict, culprit, beganAt, endedAt } = incident;
  const cause = culprit ?? 'not known';
  const detail: LogDetail = { incident: id, verdict: verdictWord[verdict], cause, sentence };
  if (change === 'opened') {
    const level = verdictLevel[verdict] === 'error' ? 'error' : 'warn';
    return logNote({ level, source: 'incident', text: `Incident ${id} is open: ${title}`, detail });
  }
  const lasted = endedAt === null ? '' : ` after ${duration(endedAt - beganAt)}`;
  return logNote({ level: 'info', source: 'incident', text: `Incident ${id} is over${lasted}: ${title}`, detail });
}
