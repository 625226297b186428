import Database from 'libsql';
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { Conflict, NotFound } from '../model/errors.js';
import { migrationNames } from './migrations.js';
import { StoreLock } from './store-lock.js';

/** What is kept in it is nobody's business but its owner's. */
const OWNER_ONLY = 0o600;
/** What SQLite keeps beside a file, and the file itself last. */
const PARTS = ['-wal', '-shm', ''];
const MOST_PROBLEMS = 5;

/** What a look at a file found. */
export interface StoreCheck {
  readonly path: string;
  readonly bytes: number;
  /** What is damaged, in SQLite's words; empty when nothing is. */
  readonly problems: readonly string[];
  /** Changes of the tables that it has, in order; `null` when it is no store of ours. */
  readonly changes: readonly string[] | null;
  /** The first of them that this program does not know: a newer one has written it. */
  readonly newerThanWe: string | null;
  /** Changes that the next start makes. */
  readonly missing: number;
}

/** The bots that have a store in a folder, by their snowflakes. */
export function botsIn(folder: string): readonly string[] {
  const names = existsSync(folder) ? readdirSync(folder) : [];
  return names.flatMap((name) => /^shardwatch-(\d+)\.db$/.exec(name)?.[1] ?? []);
}

/** The file of a bot's store, for a person with a tool. */
export class StoreFile {
  private readonly path: string;

  constructor(folder: string, botId: string) {
    this.path = join(folder, `shardwatch-${botId}`);
  }

  /** @throws {NotFound} when there is no such file */
  check(): StoreCheck {
    return checkOf(`${this.path}.db`);
  }

  /**
   * Writes a whole copy, as it is at one moment, while the bot may go on writing.
   *
   * @throws {NotFound} when there is no store @throws {Conflict} when `target` exists
   */
  backup(target: string): void {
    if (existsSync(target)) throw new Conflict(`${target} exists already. Nothing was written.`);
    copyInto(`${this.path}.db`, target);
  }

  /**
   * Puts a copy in the place of the store.
   *
   * @returns where the store that was there is kept; `null` when there was none
   * @throws {Conflict} when the bot runs, or the copy is damaged, newer than we, or no store of ours: nothing is changed then
   */
  restore(source: string): string | null {
    const found = checkOf(source);
    const fault = faultOf(found);
    if (fault) throw new Conflict(`${source} ${fault}. Nothing was changed.`);
    const lock = StoreLock.take(`${this.path}.lock`);
    const fresh = `${this.path}.restoring`;
    try {
      rmSync(fresh, { force: true });
      copyInto(source, fresh);
      giveToOwner(fresh, `${this.path}.db`);
      const aside = this.moveAside();
      renameSync(fresh, `${this.path}.db`);
      settle(dirname(this.path));
      return aside;
    } finally {
      rmSync(fresh, { force: true });
      lock.release();
    }
  }

  private moveAside(): string | null {
    if (!existsSync(`${this.path}.db`)) return null;
    const aside = `${this.path}.replaced-${Date.now()}.db`;
    for (const part of PARTS)
      if (existsSync(`${this.path}.db${part}`)) renameSync(`${this.path}.db${part}`, `${aside}${part}`);
    return aside;
  }
}

function faultOf({ problems, changes, newerThanWe }: StoreCheck): string | null {
  if (changes === null) return 'is no store of Shardwatch';
  if (problems.length > 0) return `is damaged (${problems[0]})`;
  return newerThanWe && `was written by a newer Shardwatch (it has ${newerThanWe})`;
}

/** All of it or nothing: a copy that was cut short has another name. */
function copyInto(source: string, target: string): void {
  const unfinished = `${target}.unfinished`;
  rmSync(unfinished, { force: true });
  try {
    reading(source, (database) => database.exec(`VACUUM INTO '${unfinished.replaceAll("'", "''")}'`));
    chmodSync(unfinished, OWNER_ONLY);
    settle(unfinished);
    renameSync(unfinished, target);
    settle(dirname(target));
  } finally {
    rmSync(unfinished, { force: true });
  }
}

/** Whoever restores may be another user than the bot. */
function giveToOwner(path: string, before: string): void {
  if (process.getuid?.() !== 0 || !existsSync(before)) return;
  const { uid, gid } = statSync(before);
  chownSync(path, uid, gid);
}

/** Has the disk write down what it was told. */
function settle(path: string): void {
  const file = openSync(path, 'r');
  fsyncSync(file);
  closeSync(file);
}

function checkOf(path: string): StoreCheck {
  return reading(path, (database) => {
    const problems = problemsOf(database);
    const changes = changesOf(database);
    return {
      path,
      bytes: statSync(path).size,
      problems,
      changes,
      newerThanWe: changes?.find((change) => !migrationNames.includes(change)) ?? null,
      missing: migrationNames.filter((name) => !changes?.includes(name)).length,
    };
  });
}

function problemsOf(database: Database.Database): readonly string[] {
  try {
    const rows = database.prepare(`PRAGMA integrity_check(${MOST_PROBLEMS})`).all() as { integrity_check: string }[];
    return rows.map((row) => row.integrity_check).filter((words) => words !== 'ok');
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
}

function changesOf(database: Database.Database): readonly string[] | null {
  try {
    const rows = database.prepare('SELECT name FROM kysely_migration ORDER BY name').all() as { name: string }[];
    return rows.map(({ name }) => name);
  } catch {
    return null;
  }
}

/** @throws {NotFound} when there is no such file */
function reading<T>(path: string, read: (database: Database.Database) => T): T {
  if (!existsSync(path) || !statSync(path).isFile()) throw new NotFound(`There is no file ${path}.`);
  const database = new Database(path);
  try {
    return read(database);
  } finally {
    database.close();
  }
}
