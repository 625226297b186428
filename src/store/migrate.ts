import { type Kysely, Migrator } from 'kysely';
import { InvalidSettings } from '../config/environment.js';
import { type Numbering, migrationsInOrder } from './migrations.js';
import type { Schema } from './schema.js';

/** What is brought up to date. */
export interface Outdated {
  readonly db: Kysely<Schema>;
  /** How it numbers its rows. */
  readonly numbering: Numbering;
  /** Schema of the tables where the database has several. */
  readonly schema?: string;
  /** Setting that names it. */
  readonly setting: string;
}

/**
 * Brings the tables up to date, all or nothing. Whoever calls it holds the lock of the store.
 *
 * @throws {InvalidSettings} when a newer program has written it: nothing is changed then
 */
export async function migrate({ db, numbering, schema, setting }: Outdated): Promise<void> {
  const place = schema === undefined ? {} : { migrationTableSchema: schema };
  const { error } = await new Migrator({ db, provider: migrationsInOrder(numbering), ...place }).migrateToLatest();
  if (error === undefined) return;
  const newer = newerThanWe(error);
  if (newer) {
    const reason = `${setting} leads to a store that a newer Shardwatch has written (it has ${newer})`;
    throw new InvalidSettings([`${reason}: start that version, or restore an older backup. Nothing was changed`]);
  }
  throw error instanceof Error ? error : new Error('The store could not be brought up to date', { cause: error });
}

/** The first change of the tables that this program does not know; `null` when it knows them all. */
function newerThanWe(error: unknown): string | null {
  const words = error instanceof Error ? error.message : '';
  return /previously executed migration (\S+) is missing/.exec(words)?.[1] ?? null;
}
