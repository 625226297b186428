import { Kysely } from 'kysely';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { StoreSettings } from '../config/store.settings.js';
import { NotFound } from '../model/errors.js';
import { libsqlDialect } from './libsql.dialect.js';
import { PostgresPlace } from './postgres.place.js';
import type { Schema } from './schema.js';

/**
 * Opens the tables of a bot beside the process that has them: without its lock, and changing none of them.
 *
 * @param botId snowflake
 * @throws {NotFound} when no bot has been started there
 */
export async function openBeside({ dataDir, databaseUrl }: StoreSettings, botId: string): Promise<Kysely<Schema>> {
  if (databaseUrl !== undefined) return new PostgresPlace(databaseUrl, botId).openBeside();
  const path = join(dataDir, `shardwatch-${botId}.db`);
  if (!existsSync(path)) throw new NotFound('There is no store in DATA_DIR yet: start the bot first.');
  return Promise.resolve(new Kysely<Schema>({ dialect: libsqlDialect(path) }));
}
