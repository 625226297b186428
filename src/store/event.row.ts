import type { Insertable, Selectable } from 'kysely';
import { type LogDetail, type LogEntry, type LogSource, logLevels } from '../model/log-entry.js';
import { folded, rankOf, wordsOf } from '../model/log-filter.js';
import type { EventLogTable } from './schema.js';

/** What is read of a row. */
export type ReadRow = Pick<Selectable<EventLogTable>, 'id' | 'level' | 'source' | 'shard_id' | 'guild_id' | 'data'>;

type Data = readonly [text: string, subject: string | null, guildName: string | null, detail: LogDetail];

/** An entry as it is written. JSON keeps whatever strangers put into a name, and no database stumbles over it. */
export function rowOf(entry: LogEntry): Insertable<EventLogTable> {
  const { id, level, source, shardId, guildId, guildName, subject, text, detail } = entry;
  const data: Data = [text, subject, guildName, detail];
  return {
    id,
    level: rankOf(level),
    source,
    shard_id: shardId,
    guild_id: guildId,
    guild_words: guildName === null ? null : wellFormed(folded(guildName)),
    words: wellFormed(wordsOf(entry)),
    data: JSON.stringify(data),
  };
}

/** @returns nothing of a row that is damaged: it is a hole in the log, and no more */
export function entriesOf({ id, level, source, shard_id, guild_id, data }: ReadRow): readonly LogEntry[] {
  try {
    const [text, subject, guildName, detail] = JSON.parse(data) as Data;
    const known = { id, level: logLevels[level] ?? 'info', source: source as LogSource, detail };
    return [{ ...known, shardId: shard_id, guildId: guild_id, guildName, subject, text }];
  } catch {
    return [];
  }
}

/** Half a character, which no database takes, becomes the sign for one that is not known. */
function wellFormed(text: string): string {
  return Buffer.from(text).toString();
}
