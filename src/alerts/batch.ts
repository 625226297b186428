import { type Telling, incidentKey } from './telling.js';

/** What goes out as one message. */
export interface Batch {
  /** Oldest first; all of one incident, unless it is a summary. */
  readonly tellings: readonly Telling[];
  readonly isSummary: boolean;
}

/** Incidents that wait and are still told one by one. More would be a storm. */
const MOST_APART = 5;

/** How it stands with the receiver. */
export interface Reach {
  /** Whether it could not be reached for so long that one summary says more than many messages. */
  readonly wasBlind: boolean;
  /** Epoch milliseconds. */
  readonly now: number;
}

/**
 * What to send next; `null` when nothing is due. An incident that is over before anybody was told of it is told once, and
 * its end never before its beginning. After a long silence one message says everything.
 */
export function nextBatch(waiting: readonly Telling[], { wasBlind, now }: Reach): Batch | null {
  const groups = [...groupsOf(waiting).values()];
  const due = groups.filter((group) => dueAt(group) <= now).sort((a, b) => dueAt(a) - dueAt(b));
  const [first] = due;
  if (!first) return null;
  if (groups.length > MOST_APART || (wasBlind && groups.length > 1))
    return { tellings: groups.flat(), isSummary: true };
  return { tellings: first, isSummary: false };
}

/** When the next one is due, epoch milliseconds; `null` when nothing waits. */
export function nextDueAt(waiting: readonly Telling[]): number | null {
  const times = [...groupsOf(waiting).values()].map(dueAt);
  return times.length === 0 ? null : Math.min(...times);
}

/** By incident, in the order of their beginnings. */
function groupsOf(waiting: readonly Telling[]): ReadonlyMap<string, readonly Telling[]> {
  const groups = new Map<string, readonly Telling[]>();
  const sorted = [...waiting].sort((a, b) => a.transition.incident.openedAt - b.transition.incident.openedAt);
  for (const telling of sorted) {
    const key = incidentKey(telling.transition.incident);
    groups.set(key, inOrder([...(groups.get(key) ?? []), telling]));
  }
  return groups;
}

function inOrder(tellings: readonly Telling[]): readonly Telling[] {
  return [...tellings].sort((a, b) => rank(a) - rank(b));
}

function rank({ transition }: Telling): number {
  return transition.change === 'opened' ? 0 : 1;
}

/** One that failed is tried again when it says so, also when more has happened meanwhile. */
function dueAt(group: readonly Telling[]): number {
  return Math.max(...group.map(({ nextAt }) => nextAt));
}
