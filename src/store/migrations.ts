import type { ColumnDefinitionBuilder, Kysely, Migration, MigrationProvider } from 'kysely';
import { addSignIn } from './sign-in.tables.js';

/** Makes a column number its rows: the one thing that SQLite and PostgreSQL call by different names. */
export type Numbering = (column: ColumnDefinitionBuilder) => ColumnDefinitionBuilder;

/** Every change to the tables, in order. Never edited once shipped; a new one is added below, and takes nothing away. */
const migrationsWith = (numbered: Numbering): Record<string, Migration> => ({
  '2026-11-22-runs': {
    up: (db: Kysely<unknown>) =>
      db.schema
        .createTable('run')
        .addColumn('id', 'integer', (column) => numbered(column.primaryKey()))
        .addColumn('started_at', 'bigint', (column) => column.notNull())
        .addColumn('stopped_at', 'bigint')
        .addColumn('version', 'text', (column) => column.notNull())
        .addColumn('pid', 'integer', (column) => column.notNull())
        .execute(),
  },
  '2026-11-23-session-starts': {
    up: (db: Kysely<unknown>) =>
      db.schema
        .createTable('session_start')
        .addColumn('id', 'integer', (column) => numbered(column.primaryKey()))
        .addColumn('at', 'bigint', (column) => column.notNull())
        .addColumn('shard_id', 'integer', (column) => column.notNull())
        .execute(),
  },
  '2026-11-24-sessions': { up: addSessions },
  '2026-11-25-guilds-of-a-shard': {
    up: (db: Kysely<unknown>) =>
      db.schema.createIndex('kept_guild_of_shard').on('kept_guild').columns(['shard_id', 'guild_id']).execute(),
  },
  '2026-11-26-alive': {
    up: (db: Kysely<unknown>) => db.schema.alterTable('run').addColumn('alive_at', 'bigint').execute(),
  },
  '2026-11-27-history': { up: addHistory },
  '2026-11-28-event-log': { up: addEventLog },
  '2026-11-29-incidents': { up: addIncidents },
  '2026-11-30-tellings': { up: addTellings },
  '2026-12-01-clock': { up: addClock },
  '2026-12-10-sign-in': { up: addSignIn },
  '2026-12-11-audit': { up: addAudit },
});

export const migrationsInOrder = (numbering: Numbering): MigrationProvider => ({
  getMigrations: () => Promise.resolve(migrationsWith(numbering)),
});

/** Names of all changes, in order: they say how new a store is. */
export const migrationNames: readonly string[] = Object.keys(migrationsWith((column) => column)).sort();

/** One column at a time: SQLite takes no more. */
async function addClock(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('run').addColumn('boot_id', 'text').execute();
  await db.schema.alterTable('run').addColumn('boot_at', 'bigint').execute();
}

async function addSessions(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('kept_session')
    .addColumn('shard_id', 'integer', (column) => column.primaryKey())
    .addColumn('session_id', 'text', (column) => column.notNull())
    .addColumn('sequence', 'integer', (column) => column.notNull())
    .addColumn('resume_url', 'text', (column) => column.notNull())
    .addColumn('shard_count', 'integer', (column) => column.notNull())
    .addColumn('started_at', 'bigint', (column) => column.notNull())
    .addColumn('alive_at', 'bigint', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('kept_guild')
    .addColumn('guild_id', 'text', (column) => column.primaryKey())
    .addColumn('shard_id', 'integer', (column) => column.notNull())
    .addColumn('json', 'text', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('kept_client')
    .addColumn('id', 'integer', (column) => column.primaryKey())
    .addColumn('fingerprint', 'text', (column) => column.notNull())
    .addColumn('json', 'text', (column) => column.notNull())
    .execute();
}

async function addHistory(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('history')
    .addColumn('span_ms', 'integer', (column) => column.notNull())
    .addColumn('from_at', 'bigint', (column) => column.notNull())
    .addColumn('data', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('history_key', ['span_ms', 'from_at'])
    .execute();
}

async function addEventLog(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('event_log')
    .addColumn('id', 'bigint', (column) => column.primaryKey())
    .addColumn('level', 'integer', (column) => column.notNull())
    .addColumn('source', 'text', (column) => column.notNull())
    .addColumn('shard_id', 'integer')
    .addColumn('guild_id', 'text')
    .addColumn('guild_words', 'text')
    .addColumn('words', 'text', (column) => column.notNull())
    .addColumn('data', 'text', (column) => column.notNull())
    .execute();
  // All that an entry is chosen by, newest first, without the entries themselves.
  await db.schema
    .createIndex('event_log_by_kind')
    .on('event_log')
    .columns(['id', 'level', 'source', 'shard_id', 'guild_id'])
    .execute();
}

function addIncidents(db: Kysely<unknown>): Promise<void> {
  return db.schema
    .createTable('incident')
    .addColumn('id', 'integer', (column) => column.primaryKey())
    .addColumn('opened_at', 'bigint', (column) => column.notNull())
    .addColumn('ended_at', 'bigint')
    .addColumn('closed_at', 'bigint')
    .addColumn('culprit', 'text')
    .addColumn('data', 'text', (column) => column.notNull())
    .execute();
}

async function addTellings(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('receiver')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('since_at', 'bigint', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('telling')
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('receiver', 'text', (column) => column.notNull())
    .addColumn('incident_id', 'integer', (column) => column.notNull())
    .addColumn('change', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('is_unsure', 'integer', (column) => column.notNull())
    .addColumn('attempts', 'integer', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('next_at', 'bigint', (column) => column.notNull())
    .addColumn('claimed_at', 'bigint')
    .addColumn('told_at', 'bigint')
    .addPrimaryKeyConstraint('telling_key', ['id', 'receiver'])
    .execute();
  await db.schema.createIndex('telling_of_incident').on('telling').column('incident_id').execute();
}

async function addAudit(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('audit')
    .addColumn('number', 'integer', (column) => column.primaryKey())
    .addColumn('entry', 'integer', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('outcome', 'text', (column) => column.notNull())
    .addColumn('request', 'text', (column) => column.unique())
    .addColumn('data', 'text', (column) => column.notNull())
    .addColumn('previous_hash', 'text', (column) => column.notNull())
    .addColumn('hash', 'text', (column) => column.notNull())
    .execute();
  await db.schema.createIndex('audit_of_entry').on('audit').columns(['entry', 'number']).execute();
  await db.schema
    .createTable('audit_head')
    .addColumn('id', 'integer', (column) => column.primaryKey())
    .addColumn('number', 'integer', (column) => column.notNull())
    .addColumn('hash', 'text', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('standing')
    .addColumn('name', 'text', (column) => column.primaryKey())
    .addColumn('data', 'text', (column) => column.notNull())
    .execute();
}
