import type { Incident, IncidentTransition } from '../model/incident.js';
import type { KeptTelling } from '../store/telling.book.js';

/** One change of an incident that a receiver does not know of yet. */
export interface Telling extends Pick<KeptTelling, 'id' | 'isUnsure' | 'attempts' | 'createdAt' | 'nextAt'> {
  readonly transition: IncidentTransition;
}

/** Names an incident by when it was opened: its number may change in a store that came back, and that may not. */
export function incidentKey({ openedAt }: Pick<Incident, 'openedAt'>): string {
  return String(openedAt);
}

/** Names one change of one incident: the same in every process, so that it is told once. */
export function tellingId({ change, incident }: IncidentTransition): string {
  return `${incidentKey(incident)}-${change}`;
}

/** When it happened, epoch milliseconds. */
export function changedAt({ change, incident }: IncidentTransition): number {
  return change === 'closed' ? (incident.endedAt ?? incident.openedAt) : incident.openedAt;
}
