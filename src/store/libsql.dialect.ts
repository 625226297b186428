import { SqliteAdapter, type SqliteDatabase, SqliteDialect, type SqliteStatement } from 'kysely';
import Database from 'libsql';
import { types } from 'node:util';
import { codeOf } from './store-error.js';

const { isAnyArrayBuffer } = types;

/**
 * Milliseconds. Nobody else writes here but a person with a tool, and while we wait for them everything else waits too:
 * so it is waited for once, and not again before it was free.
 */
const BUSY_WITHIN_MS = 200;
/**
 * Characters from which on a text is kept as bytes. libsql ends the whole process over a text whose bytes are damaged; of
 * bytes it thinks nothing, and what is wrong with them is found where they are read.
 */
const LONG_TEXT = 100;
/** Statements that never wait for the lock of the file. */
const READS = /^\s*(select|pragma)\b/i;

/** Opens a file (or `:memory:`) for Kysely. Throws libsql's error when it is no database or cannot be opened. */
export function libsqlDialect(path: string): SqliteDialect {
  const database = new Database(path);
  try {
    database.exec(`PRAGMA busy_timeout = ${BUSY_WITHIN_MS}`); // first: another's last moment in the file is waited for
    database.exec('PRAGMA journal_mode = WAL');
    database.exec('PRAGMA synchronous = NORMAL');
  } catch (error) {
    database.close();
    throw error;
  }
  return new LibsqlDialect({ database: madeSafe(database) });
}

/** Kysely changes the tables of SQLite step by step; SQLite can do it all or nothing, whenever the process is killed. */
class LibsqlDialect extends SqliteDialect {
  override createAdapter(): SqliteAdapter {
    return new WholeAdapter();
  }
}

class WholeAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

/**
 * What libsql does not bear never reaches it: parameters that are none (a boolean ends the whole process), and prepared
 * statements that meet a locked file. Such a one stays half open until it is garbage, and until then nothing that is
 * written is committed, although every write says that it was.
 */
function madeSafe(database: Database.Database): SqliteDatabase {
  const door: Door = { database, begin: beginning(database) };
  return {
    close: () => void database.close(),
    prepare: (sql) => controlled(door, sql) ?? prepared(door, sql),
  };
}

/** A database, and the way into it for whoever writes. */
interface Door {
  readonly database: Database.Database;
  /** Takes the lock of the file. */
  readonly begin: () => void;
}

function beginning(database: Database.Database): () => void {
  let isPatient = true;
  const bePatient = (patient: boolean) => {
    if (patient !== isPatient) database.exec(`PRAGMA busy_timeout = ${patient ? BUSY_WITHIN_MS : 0}`);
    isPatient = patient;
  };
  return () => {
    try {
      database.exec('BEGIN IMMEDIATE');
    } catch (error) {
      if (codeOf(error).startsWith('SQLITE_BUSY')) bePatient(false);
      throw error;
    }
    bePatient(true);
  };
}

function prepared({ database, begin }: Door, sql: string): SqliteStatement {
  const statement = database.prepare(sql) as unknown as SqliteStatement;
  const locked = <T>(use: () => T) =>
    READS.test(sql) || database.inTransaction ? use() : inTransaction({ database, begin }, use);
  return {
    reader: statement.reader,
    all: (parameters) => locked(() => statement.all(parameters.map(safe))).map(readable),
    run: (parameters) => locked(() => statement.run(parameters.map(safe))),
    iterate: (parameters) => statement.iterate(parameters.map(safe)),
  };
}

/** What Kysely says around a transaction; `null` for everything else. `exec` leaves nothing half open. */
function controlled({ database, begin }: Door, sql: string): SqliteStatement | null {
  const words: Readonly<Record<string, () => void>> = {
    begin,
    commit: () => database.exec('COMMIT'),
    rollback: () => rollBack(database),
  };
  const say = words[sql];
  if (!say) return null;
  const run = () => {
    say();
    return { changes: 0, lastInsertRowid: 0 };
  };
  return { reader: false, run, all: () => [], iterate: () => [][Symbol.iterator]() };
}

/** Takes the lock of the file first, for one statement. */
function inTransaction<T>({ database, begin }: Door, use: () => T): T {
  begin();
  try {
    const result = use();
    database.exec('COMMIT');
    return result;
  } catch (error) {
    rollBack(database);
    throw error;
  }
}

/** A full disk has rolled back by itself. */
function rollBack(database: Database.Database): void {
  if (database.inTransaction) database.exec('ROLLBACK');
}

function safe(parameter: unknown): unknown {
  if (typeof parameter === 'boolean') return parameter ? 1 : 0;
  if (typeof parameter === 'string' && parameter.length >= LONG_TEXT) return Buffer.from(parameter);
  return parameter ?? null;
}

/** A row with its long texts. */
function readable(row: unknown): unknown {
  const values = row as Record<string, unknown>;
  for (const [name, value] of Object.entries(values)) {
    if (isAnyArrayBuffer(value)) values[name] = Buffer.from(value).toString();
  }
  return values;
}
