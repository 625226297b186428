/** From the least to the most important. */
export const logLevels = ['debug', 'info', 'warn', 'error'] as const;

export type LogLevel = (typeof logLevels)[number];

/** Who has something to say. `status` is the verdict; `process` is this program itself. */
export const logSources = ['gateway', 'command', 'rest', 'status', 'process', 'incident', 'action'] as const;

export type LogSource = (typeof logSources)[number];

/** What opens in place: an error code, the first lines of a stack, a close code. Values may be text by strangers. */
export type LogDetail = Readonly<Record<string, string | number>>;

/** What is told of something that happened, before it is written into the event log. */
export interface LogNote {
  readonly level: LogLevel;
  readonly source: LogSource;
  /** `null` when it concerns the whole bot. */
  readonly shardId: number | null;
  readonly guildId: string | null;
  /** Written by strangers; `null` when no guild is concerned, or its name is not known. */
  readonly guildName: string | null;
  /** What the text is about, by the name that others gave it (`/rank`); it stands before the text. */
  readonly subject: string | null;
  /** Ours, in plain words. */
  readonly text: string;
  readonly detail: LogDetail;
}

/** One line of the event log. */
export interface LogEntry extends LogNote {
  /** Grows with time, and says when: `momentOf(id)`. No two entries of one bot have the same. */
  readonly id: number;
}

/** Ids that begin with the same millisecond. */
const IDS_PER_MS = 1_000;

/** The smallest id of a moment (epoch milliseconds). */
export function firstIdAt(at: number): number {
  return at * IDS_PER_MS;
}

/** The id that follows `last` at a moment (epoch milliseconds). */
export function idAfter(last: number, at: number): number {
  return Math.max(last + 1, firstIdAt(at));
}

/** When an entry was written, in epoch milliseconds. */
export function momentOf(id: number): number {
  return Math.floor(id / IDS_PER_MS);
}

/** An entry about the whole bot with nothing to open, unless told otherwise. */
export function logNote(note: Partial<LogNote> & Pick<LogNote, 'level' | 'source' | 'text'>): LogNote {
  return { shardId: null, guildId: null, guildName: null, subject: null, detail: {}, ...note };
}
