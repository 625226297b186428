import { Injectable } from '@nestjs/common';
import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely';
import { type LogEntry, firstIdAt } from '../model/log-entry.js';
import { type LogFilter, folded, isGuildId, rankOf } from '../model/log-filter.js';
import { entriesOf, rowOf } from './event.row.js';
import type { Schema } from './schema.js';
import { Store } from './store.js';

/** Entries written or forgotten at once: more would keep the event loop for too long. */
const ENTRIES_AT_ONCE = 100;

/** Entries that one question gives at most. */
const MOST_ENTRIES = 1_000;

/** Which entries are asked for. */
export interface EventQuestion {
  readonly filter: LogFilter;
  /** Id of an entry: only older ones; `null` begins with the newest. */
  readonly before: number | null;
  /** How many at most, 1 to 1,000. */
  readonly most: number;
}

/** Keeps the event log. */
@Injectable()
export class EventBook {
  constructor(private readonly store: Store) {}

  /** Whether entries are better kept back: the store is not there yet. */
  get isAway(): boolean {
    return this.store.isStandIn;
  }

  /** Adds entries, at most 100. One that is there already stays as it is, so what may have been written is written again. */
  async add(entries: readonly LogEntry[]): Promise<void> {
    if (entries.length === 0) return;
    await this.store.db
      .insertInto('event_log')
      .values(entries.slice(0, ENTRIES_AT_ONCE).map(rowOf))
      .onConflict((conflict) => conflict.column('id').doNothing())
      .execute();
  }

  /** Newest first. */
  async search({ filter, before, most }: EventQuestion): Promise<readonly LogEntry[]> {
    const rows = await this.store.db
      .selectFrom('event_log')
      .select(['id', 'level', 'source', 'shard_id', 'guild_id', 'data'])
      .where((row) => row.and(conditions(row, filter, before)))
      .orderBy('id', 'desc')
      .limit(Math.min(most, MOST_ENTRIES))
      .execute();
    return rows.flatMap(entriesOf);
  }

  /** Id of the newest entry but `count`: from there on there are more than so many. `null` when there are not. */
  async idBehind(count: number): Promise<number | null> {
    const { db } = this.store;
    const row = await db
      .selectFrom('event_log')
      .select('id')
      .orderBy('id', 'desc')
      .offset(count)
      .limit(1)
      .executeTakeFirst();
    return row?.id ?? null;
  }

  /** Forgets entries up to an id, the oldest first, at most 100. @returns how many */
  async forgetUpTo(id: number): Promise<number> {
    const { db } = this.store;
    const old = db.selectFrom('event_log').select('id').where('id', '<=', id).orderBy('id').limit(ENTRIES_AT_ONCE);
    const { numDeletedRows } = await db.deleteFrom('event_log').where('id', 'in', old).executeTakeFirst();
    return Number(numDeletedRows);
  }
}

type Row = ExpressionBuilder<Schema, 'event_log'>;

function conditions(row: Row, filter: LogFilter, before: number | null): Expression<SqlBool>[] {
  const { level, source, shardId, guild, text, from, until } = filter;
  return [
    before === null ? [] : row('id', '<', before),
    from === null ? [] : row('id', '>=', firstIdAt(from)),
    until === null ? [] : row('id', '<', firstIdAt(until)),
    level === null ? [] : row('level', '>=', rankOf(level)),
    source === null ? [] : row('source', '=', source),
    shardId === null ? [] : row('shard_id', '=', shardId),
    guild === null ? [] : ofGuild(row, guild),
    text === null ? [] : contains('words', text),
  ].flat();
}

function ofGuild(row: Row, guild: string): Expression<SqlBool> {
  return isGuildId(guild) ? row('guild_id', '=', guild) : contains('guild_words', guild);
}

/** Both databases compare folded text in the same way; what is a wildcard to them is none to those who ask. */
function contains(column: 'words' | 'guild_words', text: string): Expression<SqlBool> {
  const pattern = `%${folded(text).replace(/[\\%_]/g, '\\$&')}%`;
  return sql<SqlBool>`${sql.ref(column)} like ${pattern} escape '\\'`;
}
