import { type LogLevel, type LogSource, logLevels, logSources } from '../../../model/log-entry.js';
import { type LogFilter, everyEntry } from '../../../model/log-filter.js';

/** What a reader of the events page asks for, as its address says it. */
export interface EventsWish {
  readonly filter: LogFilter;
  /** Id of an entry: only older ones; `null` begins with the newest, and goes on live. */
  readonly before: number | null;
}

/** The least important level that is shown to somebody who asks for nothing else. */
const USUAL_LEVEL: LogLevel = 'info';

/** Characters to search for. */
export const LONGEST_SEARCH = 100;

type Query = Readonly<Record<string, unknown>>;

/** Reads the address; what makes no sense there asks for nothing. */
export function eventsWish(query: Query): EventsWish {
  const filter: LogFilter = {
    ...everyEntry,
    level: oneOf<LogLevel>(logLevels, query['level']) ?? USUAL_LEVEL,
    source: oneOf<LogSource>(logSources, query['source']),
    shardId: numberOf(query['shard'], 7),
    guild: textOf(query['guild']),
    text: textOf(query['text']),
  };
  return { filter, before: numberOf(query['cursor'], 16) };
}

/** The address of a wish: `?level=warn&shard=3`, or nothing where it is the usual one. */
export function queryOf({ filter, before }: EventsWish): string {
  const { level, source, shardId, guild, text } = filter;
  const parts = Object.entries({
    level: level === USUAL_LEVEL ? null : level,
    source,
    shard: shardId,
    guild,
    text,
    cursor: before,
  }).flatMap(([name, value]) => (value === null ? [] : [[name, String(value)] as const]));
  return parts.length === 0 ? '' : `?${new URLSearchParams(Object.fromEntries(parts)).toString()}`;
}

/** Number of the newest line that an open page has; `null` where it has none. */
export function newestOf(query: Query): number | null {
  return numberOf(query['newest'], 16);
}

function oneOf<T extends string>(known: readonly T[], value: unknown): T | null {
  return known.find((one) => one === value) ?? null;
}

function numberOf(value: unknown, digits: number): number | null {
  return typeof value === 'string' && /^\d+$/.test(value) && value.length <= digits ? Number(value) : null;
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value.trim().slice(0, LONGEST_SEARCH) || null : null;
}
