import { Logger } from '@nestjs/common';
import { Kysely, Migrator, sql } from 'kysely';
import { accessSync, constants, existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { InvalidSettings } from '../config/environment.js';
import { Conflict, Unavailable } from '../model/errors.js';
import { libsqlDialect } from './libsql.dialect.js';
import { migrationsInOrder } from './migrations.js';
import type { Schema } from './schema.js';
import { StoreLock } from './store-lock.js';

const NO_FOLDER = 'DATA_DIR is not a folder that can be written to';

/** What outlives the process: one file per bot, locked against a second process. */
export class Store {
  private constructor(
    readonly db: Kysely<Schema>,
    /** Why nothing will be remembered after a restart, in words; `null` when it will. */
    readonly note: string | null,
    private readonly lock: StoreLock | null,
  ) {}

  /**
   * Opens the store of one bot, or one in memory where the disk does not let us: a bot without memory is better than none.
   *
   * @param botId snowflake; part of the file's name, so that the demo never mixes with a real bot
   * @throws {InvalidSettings} when the folder is none, or may not be entered
   * @throws {Conflict} when another process uses the same store
   */
  static async open(folder: string, botId: string): Promise<Store> {
    try {
      makeFolder(folder);
      accessSync(folder, constants.W_OK | constants.X_OK);
      return await Store.inFile(join(folder, `shardwatch-${botId}`));
    } catch (error) {
      if (error instanceof Conflict || error instanceof InvalidSettings) throw error;
      if (isWrongFolder(error)) throw new InvalidSettings([NO_FOLDER]);
      return await Store.inMemory(
        `Nothing is kept over a restart: the store cannot be written (${reasonOf(error)}). Look at DATA_DIR and its disk.`,
      );
    }
  }

  private static async inFile(path: string): Promise<Store> {
    const lock = StoreLock.take(`${path}.lock`);
    try {
      return new Store(await migrated(`${path}.db`), null, lock);
    } catch (error) {
      if (!isCorrupt(error)) {
        lock.release();
        throw error;
      }
      const aside = `${path}.damaged-${Date.now()}.db`;
      renameSync(`${path}.db`, aside);
      new Logger('Store').warn(`The store was damaged. It is kept as ${aside}, and a new one begins.`);
      return new Store(await migrated(`${path}.db`), null, lock);
    }
  }

  static async inMemory(note: string): Promise<Store> {
    return new Store(await migrated(':memory:'), note, null);
  }

  /** @throws {Unavailable} when the store does not answer */
  async ping(): Promise<void> {
    try {
      await sql`select 1`.execute(this.db);
    } catch (error) {
      throw new Unavailable('the store', error);
    }
  }

  async close(): Promise<void> {
    await this.db.destroy();
    this.lock?.release();
  }
}

async function migrated(path: string): Promise<Kysely<Schema>> {
  const db = new Kysely<Schema>({ dialect: libsqlDialect(path) });
  const { error } = await new Migrator({ db, provider: migrationsInOrder }).migrateToLatest();
  if (!error) return db;
  await db.destroy();
  throw error instanceof Error ? error : new Error('The store could not be brought up to date', { cause: error });
}

/** Level by level: Node's own `recursive` never comes back from a place such as /proc where nothing can be made. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) {
    if (!statSync(folder).isDirectory()) throw new InvalidSettings([NO_FOLDER]);
    return;
  }
  makeFolder(dirname(resolve(folder)));
  mkdirSync(folder);
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

function isWrongFolder(error: unknown): boolean {
  return ['EEXIST', 'ENOENT', 'ENOTDIR', 'EACCES', 'EPERM'].includes(codeOf(error));
}

function isCorrupt(error: unknown): boolean {
  return /^SQLITE_(NOTADB|CORRUPT)/.test(codeOf(error));
}

function reasonOf(error: unknown): string {
  const code = codeOf(error);
  if (/CANTOPEN|^ConnectionFailed/.test(code)) return 'its file cannot be opened';
  if (/FULL|ENOSPC/.test(code)) return 'the disk is full';
  if (code.startsWith('SQLITE_BUSY')) return 'another program holds its lock';
  return /READONLY|EROFS/.test(code) ? 'the disk is read-only' : code || 'for a reason in the log';
}
