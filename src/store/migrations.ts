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
  '2026-11-24-sessions': {
    up: async (db: Kysely<unknown>) => {
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
    },
  },
  '2026-11-25-guilds-of-a-shard': {
    up: (db: Kysely<unknown>) =>
      db.schema.createIndex('kept_guild_of_shard').on('kept_guild').columns(['shard_id', 'guild_id']).execute(),
  },
};

export const migrationsInOrder: MigrationProvider = { getMigrations: () => Promise.resolve(migrations) };
