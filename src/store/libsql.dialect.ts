import { type SqliteDatabase, SqliteDialect, type SqliteStatement } from 'kysely';
import Database from 'libsql';

/** Opens a file (or `:memory:`) for Kysely. Throws libsql's error when it is no database or cannot be opened. */
export function libsqlDialect(path: string): SqliteDialect {
  const database = new Database(path);
  database.exec('PRAGMA journal_mode = WAL');
  database.exec('PRAGMA synchronous = NORMAL');
  database.exec('PRAGMA busy_timeout = 2000');
  return new SqliteDialect({ database: withSafeParameters(database) });
}

/** libsql ends the whole process when it is handed a boolean, and knows no `undefined`: neither reaches it. */
function withSafeParameters(database: Database.Database): SqliteDatabase {
  return {
    close: () => void database.close(),
    prepare: (sql) => {
      const statement = database.prepare(sql) as unknown as SqliteStatement;
      return {
        reader: statement.reader,
        all: (parameters) => statement.all(parameters.map(safe)),
        run: (parameters) => statement.run(parameters.map(safe)),
        iterate: (parameters) => statement.iterate(parameters.map(safe)),
      };
    },
  };
}

function safe(parameter: unknown): unknown {
  if (typeof parameter === 'boolean') return parameter ? 1 : 0;
  return parameter ?? null;
}
