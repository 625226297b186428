import type { Incident, IncidentTransition } from '../model/incident.js';

/** Who sends a message. */
export interface Sender {
  /** Snowflake of the bot's user. */
  readonly botId: string;
  /** Written by the bot's owner; `null` while Discord has not told it. */
  readonly botName: string | null;
  /** Whether this is only the demo. */
  readonly isDemo: boolean;
  /** Base of the addresses of pages, without a slash at the end; `null` when it is not known to people outside. */
  readonly pagesUrl: string | null;
}

interface Sent {
  /** The same at each attempt, and no other message has it: a receiver may drop what it has seen. */
  readonly id: string;
  /** Whether it may have arrived before. */
  readonly mayBeRepeat: boolean;
  readonly sender: Sender;
}

/** One incident has begun, or is over. */
export interface IncidentMessage extends Sent {
  readonly event: 'incident.opened' | 'incident.closed';
  /** Epoch milliseconds. */
  readonly at: number;
  readonly incident: Incident;
}

/** What nobody could be told of for a while. */
export interface SummaryMessage extends Sent {
  readonly event: 'incidents.summary';
  /** Since when nobody could be told, and when this is written; epoch milliseconds. */
  readonly since: number;
  readonly at: number;
  /** The newest change of each incident, in the order of their beginnings. */
  readonly changes: readonly IncidentTransition[];
}

/** What a receiver is told at once. */
export type Message = IncidentMessage | SummaryMessage;

/** Page of an incident; `null` when people outside cannot reach it. */
export function pageOf({ id }: Incident, { pagesUrl }: Sender): string | null {
  return pagesUrl === null ? null : `${pagesUrl}/incidents/${id}`;
}
