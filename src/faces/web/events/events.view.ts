import type { LogEntry } from '../../../model/log-entry.js';
import { logLevels, logSources } from '../../../model/log-entry.js';
import type { Status } from '../../../model/status.js';
import { number } from '../../format.js';
import { type Chip } from '../parts/chips.js';
import { type EventsWish, queryOf } from './event-filter.js';
import { type EventRow, eventRow, logChip } from './event-row.view.js';

interface Choice {
  readonly value: string;
  readonly label: string;
  readonly isChosen: boolean;
}

/** All that `views/pages/events.hbs` may know. */
export interface EventsView {
  readonly levels: readonly (Chip & { readonly value: string; readonly isChosen: boolean })[];
  readonly shards: readonly Choice[];
  readonly sources: readonly Choice[];
  readonly guild: string;
  readonly text: string;
  readonly isFiltered: boolean;
  readonly rows: readonly EventRow[];
  /** Said in place of rows. */
  readonly empty: { readonly icon: string; readonly title: string; readonly text: string } | null;
  /** Queries of other addresses: the same as a table, older ones, the newest; `null` where there is none. */
  readonly download: string;
  readonly older: string | null;
  readonly newest: string | null;
  /** What is kept, in words. */
  readonly kept: string;
  /** Why this is not everything; `null` when it is. */
  readonly note: string | null;
}

export interface EventsFacts {
  readonly status: Status;
  readonly wish: EventsWish;
  /** Newest first. */
  readonly entries: readonly LogEntry[];
  /** Where the next page begins; `null` when this is the last. */
  readonly next: number | null;
  /** The store does not answer: these are from memory. */
  readonly isFromMemory: boolean;
  readonly settings: { readonly days: number; readonly lines: number };
}

const MOST_DOWNLOADED = 1_000;

export function eventsView({ status, wish, entries, next, isFromMemory, settings }: EventsFacts): EventsView {
  const { filter, before } = wish;
  const query = queryOf({ filter, before: null });
  const isFiltered = query !== '';
  return {
    levels: logLevels.map((value) => ({ ...logChip(value), value, isChosen: value === filter.level })),
    shards: shardChoices(status, filter.shardId),
    sources: [
      choice('', 'All sources', filter.source ?? ''),
      ...logSources.map((one) => choice(one, one, filter.source)),
    ],
    guild: filter.guild ?? '',
    text: filter.text ?? '',
    isFiltered,
    rows: entries.map((entry) => eventRow(entry, status.at)),
    empty: entries.length > 0 ? null : emptyWords(isFiltered, before !== null),
    download: downloadQuery(wish),
    older: next === null ? null : queryOf({ filter, before: next }),
    newest: before === null ? null : query,
    kept: `Kept for ${number(settings.days)} days, ${number(settings.lines)} lines at most.`,
    note: isFromMemory ? 'The store does not answer: these are the newest lines that are still in memory.' : null,
  };
}

/** The usual level is said too: a program that asks for nothing gets all. */
function downloadQuery({ filter, before }: EventsWish): string {
  const query = new URLSearchParams(queryOf({ filter, before }));
  query.set('level', filter.level ?? 'debug');
  query.set('limit', String(MOST_DOWNLOADED));
  return `?${query.toString()}`;
}

function shardChoices({ shards }: Status, chosen: number | null): readonly Choice[] {
  const ids = shards.map(({ id }) => id);
  const known = chosen === null || ids.includes(chosen) ? ids : [...ids, chosen];
  const value = chosen === null ? '' : String(chosen);
  const all = ids.length > 0 ? `All ${number(ids.length)}` : 'All';
  return [choice('', all, value), ...known.map((id) => choice(String(id), String(id), value))];
}

function choice(value: string, label: string, chosen: string | null): Choice {
  return { value, label, isChosen: value === chosen };
}

function emptyWords(isFiltered: boolean, isOlder: boolean): EventsView['empty'] {
  if (isOlder) return { icon: 'list', title: 'Nothing older', text: 'What was before is not kept any more.' };
  if (isFiltered) {
    return {
      icon: 'filter',
      title: 'Nothing matches',
      text: 'Nothing that is kept fits this filter. What comes and fits appears here.',
    };
  }
  return {
    icon: 'list',
    title: 'Nothing has happened yet',
    text: 'Connections, commands, errors and changes of the verdict appear here.',
  };
}
