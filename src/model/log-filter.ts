import { type LogEntry, type LogLevel, type LogNote, type LogSource, logLevels, momentOf } from './log-entry.js';

/** Which entries are wanted; `null` sets no limit. */
export interface LogFilter {
  /** The least important level. */
  readonly level: LogLevel | null;
  readonly source: LogSource | null;
  readonly shardId: number | null;
  /** Id of a guild, or a part of its name. */
  readonly guild: string | null;
  /** A part of what an entry says, of its subject, or of what opens; upper and lower case are the same. */
  readonly text: string | null;
  /** Epoch milliseconds. */
  readonly from: number | null;
  /** Epoch milliseconds, not included. */
  readonly until: number | null;
}

export const everyEntry: LogFilter = {
  level: null,
  source: null,
  shardId: null,
  guild: null,
  text: null,
  from: null,
  until: null,
};

/** Characters of an entry that can be found. */
const WORDS_KEPT = 1_000;

const SNOWFLAKE = /^\d{15,20}$/;

/** Text as it is compared: without difference between upper and lower case, or between forms of the same letter. */
export function folded(text: string): string {
  return text.normalize('NFKC').toLowerCase().replaceAll('\0', '');
}

/** What can be found of an entry by its text, folded. */
export function wordsOf({ subject, text, detail }: Pick<LogNote, 'subject' | 'text' | 'detail'>): string {
  const all = [subject ?? '', text, ...Object.values(detail)].join(' ').trim();
  return folded(all.slice(0, WORDS_KEPT)).slice(0, WORDS_KEPT);
}

/** How important a level is, 0 to 3. */
export function rankOf(level: LogLevel): number {
  return logLevels.indexOf(level);
}

export function isGuildId(guild: string): boolean {
  return SNOWFLAKE.test(guild);
}

/** Whether an entry is one of those wanted: what the store answers, for one that it does not have yet. */
export function matches(entry: LogEntry, filter: LogFilter): boolean {
  const { level, source, shardId, text } = filter;
  if (level !== null && rankOf(entry.level) < rankOf(level)) return false;
  if (source !== null && entry.source !== source) return false;
  if (shardId !== null && entry.shardId !== shardId) return false;
  if (!isInTime(entry, filter) || !isOfGuild(entry, filter.guild)) return false;
  return text === null || wordsOf(entry).includes(folded(text));
}

function isInTime({ id }: LogEntry, { from, until }: LogFilter): boolean {
  const at = momentOf(id);
  return (from === null || at >= from) && (until === null || at < until);
}

function isOfGuild({ guildId, guildName }: LogEntry, guild: string | null): boolean {
  if (guild === null) return true;
  if (isGuildId(guild)) return guildId === guild;
  return guildName !== null && folded(guildName).includes(folded(guild));
}
