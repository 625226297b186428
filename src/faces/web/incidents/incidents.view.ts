import type { Availability } from '../../../model/availability.js';
import { culpritName } from '../../../model/cause-words.js';
import type { Culprit } from '../../../model/culprit.js';
import { type IncidentSummary, lengthMs } from '../../../model/incident.js';
import { duration } from '../../../model/words.js';
import { number, unbroken } from '../../format.js';
import { culpritIcon } from '../parts/cause.view.js';
import { type IncidentRow, incidentRow } from './incident-row.view.js';
import { share } from '../parts/meter.js';
import { type DaysView, daysView } from '../parts/uptime.view.js';

/** Whose fault; `unknown`: nobody knows. */
export type Cause = Culprit | 'unknown';

export const causes: readonly Cause[] = ['process', 'network', 'discord', 'configuration', 'deployment', 'unknown'];

/** All that `views/pages/incidents.hbs` may know. */
export interface IncidentsView {
  /** Links to one cause each, and to all. */
  readonly filters: readonly FilterView[];
  readonly heading: string;
  readonly isOlder: boolean;
  readonly rows: readonly IncidentRow[];
  /** Whether there are more of the last 30 days than are shown at once. */
  readonly hasMore: boolean;
  /** Said in place of rows. */
  readonly empty: { readonly icon: string; readonly title: string; readonly text: string } | null;
  readonly byCause: readonly CauseMeter[];
  /** Half of those that are over took at most so long; `null` before the first. */
  readonly median: string | null;
  /** `null` while nobody has read the history. */
  readonly uptime: DaysView | null;
}

interface FilterView {
  readonly key: Cause | 'all';
  readonly label: string;
  readonly count: string;
  readonly query: string;
  readonly isCurrent: boolean;
}

interface CauseMeter {
  readonly key: Cause;
  readonly icon: string;
  readonly label: string;
  readonly count: string;
  /** How long all of them took. */
  readonly length: string;
  /** 0 to 100, of the time of all incidents. */
  readonly percent: number;
}

export interface IncidentsFacts {
  /** Epoch milliseconds. */
  readonly now: number;
  /** Those of the last 90 days, newest first. */
  readonly recent: readonly IncidentSummary[];
  readonly isRead: boolean;
  /** Older ones, newest first, when they are asked for. */
  readonly older: readonly IncidentSummary[] | null;
  readonly cause: Cause | null;
  readonly availability: Availability;
}

export const SHOWN_DAYS = 30;
export const MOST_ROWS = 50;
const DAY_MS = 86_400_000;

export function incidentsView(facts: IncidentsFacts): IncidentsView {
  const { now, cause, older, availability } = facts;
  const lately = lastDays(facts);
  const wished = wishedOf(lately, cause);
  const shown = older ?? wished.slice(0, MOST_ROWS);
  const over = lately.filter(({ endedAt }) => endedAt !== null).map((incident) => lengthMs(incident, now));
  return {
    filters: filtersView(lately, cause),
    heading: older ? 'Older incidents' : `Last ${SHOWN_DAYS} days`,
    isOlder: older !== null,
    rows: shown.map((incident) => incidentRow(incident, now)),
    hasMore: older === null && shown.length < wished.length,
    empty: shown.length > 0 ? null : emptyWords(facts),
    byCause: causeMeters(lately, now),
    median: over.length === 0 ? null : unbroken(duration(middle(over))),
    uptime: availability.longTerm && daysView(availability.longTerm, SHOWN_DAYS),
  };
}

/** Those that were not over before the last 30 days. */
export function lastDays({ recent, now }: Pick<IncidentsFacts, 'recent' | 'now'>): readonly IncidentSummary[] {
  return recent.filter(({ endedAt }) => endedAt === null || endedAt >= now - SHOWN_DAYS * DAY_MS);
}

/** Those with the cause that was asked for. */
export function wishedOf(incidents: readonly IncidentSummary[], cause: Cause | null): readonly IncidentSummary[] {
  return cause === null ? incidents : incidents.filter((incident) => causeOf(incident) === cause);
}

function causeOf({ culprit }: IncidentSummary): Cause {
  return culprit ?? 'unknown';
}

/** A cause that nothing had is no choice, unless it is the one that was chosen. */
function filtersView(lately: readonly IncidentSummary[], chosen: Cause | null): readonly FilterView[] {
  const [count, isCurrent] = [number(lately.length), chosen === null];
  const all: FilterView = { key: 'all', label: 'All', count, query: '', isCurrent };
  const each = causes.map((cause) => {
    return { cause, count: wishedOf(lately, cause).length };
  });
  return [
    all,
    ...each
      .filter(({ cause, count }) => count > 0 || cause === chosen)
      .map(({ cause, count }) => ({
        key: cause,
        label: culpritName[cause],
        count: number(count),
        query: `?cause=${cause}`,
        isCurrent: cause === chosen,
      })),
  ];
}

/** The one that took most time first. */
function causeMeters(lately: readonly IncidentSummary[], now: number): readonly CauseMeter[] {
  const allMs = lately.reduce((sum, incident) => sum + lengthMs(incident, now), 0);
  const each = causes.map((cause) => {
    const some = wishedOf(lately, cause);
    return { cause, count: some.length, ms: some.reduce((sum, incident) => sum + lengthMs(incident, now), 0) };
  });
  return each
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.ms - a.ms)
    .map(({ cause, count, ms }) => ({
      key: cause,
      icon: culpritIcon[cause],
      label: culpritName[cause],
      count: number(count),
      length: unbroken(duration(ms)),
      percent: share(allMs === 0 ? 0 : ms / allMs),
    }));
}

function middle(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(half)] ?? 0) + (sorted[Math.ceil(half)] ?? 0)) / 2;
}

function emptyWords({ isRead, older, cause }: IncidentsFacts): IncidentsView['empty'] {
  if (older) return { icon: 'clock-rotate-left', title: 'Nothing older', text: 'Nothing else is written down.' };
  if (!isRead) {
    const text = 'The store does not answer. What happens from now on appears here all the same.';
    return { icon: 'database', title: 'The incidents of before cannot be read', text };
  }
  if (cause !== null) {
    const text = 'No incident of the last 30 days has this cause.';
    return { icon: 'filter', title: `Nothing for "${culpritName[cause]}"`, text };
  }
  const text = 'One opens when the bot is not operational for 15\u00a0s.';
  return { icon: 'circle-check', title: 'No incident in the last 30 days', text };
}
