import type { Kysely, Migration, MigrationProvider } from 'kysely';

/** Every change to the tables, in order. Never edited once shipped; a new one is added below. */
const migrations: Record<string, Migration> = {
  '2026-11-22-runs': {
    up: (db: Kysely<unknown>) =>
      db.schema
        .createTable('run')
        .addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
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
        .addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
        .addColumn('at', 'bigint', (column) => column.notNull())
        .addColumn('shard_id', 'integer', (column) => column.notNull())
        .execute(),
  },
};

export const migrationsInOrder: MigrationProvider = { getMigrations: () => Promise.resolve(migrations) };
