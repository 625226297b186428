import Database from 'libsql';
import { hostname } from 'node:os';
import { Conflict } from '../model/errors.js';

/**
 * Keeps a second process away from a store.
 * An open write transaction on a small file of its own: the system lets go of it when the process ends, however it ends,
 * so that no stale lock is ever left behind. Others can still read who holds it.
 */
export class StoreLock {
  private constructor(private readonly database: Database.Database) {}

  /** @throws {Conflict} when another process holds the lock */
  static take(path: string): StoreLock {
    const database = new Database(path);
    try {
      database.exec('PRAGMA busy_timeout = 0');
      database.exec('CREATE TABLE IF NOT EXISTS holder (pid INTEGER, hostname TEXT)');
      database.exec('BEGIN IMMEDIATE; DELETE FROM holder');
      database.prepare('INSERT INTO holder VALUES (?, ?)').run([process.pid, hostname()]);
      database.exec('COMMIT; BEGIN IMMEDIATE');
      return new StoreLock(database);
    } catch (error) {
      const holder = isBusy(error) ? holderOf(database) : null;
      database.close();
      if (!holder) throw error;
      throw new Conflict(
        `Another Shardwatch (${holder}) already runs this bot: it holds ${path}. Stop it first: two of them would get in each other's way. For a second demo, set another DATA_DIR.`,
      );
    }
  }

  release(): void {
    this.database.exec('ROLLBACK'); // libsql closes a file only once its statements are collected as garbage
    this.database.close();
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_BUSY');
}

function holderOf(database: Database.Database): string {
  try {
    const row = database.prepare('SELECT pid, hostname FROM holder').get() as { pid: number; hostname: string };
    return `process ${row.pid} on ${row.hostname}`;
  } catch {
    return 'another process';
  }
}
