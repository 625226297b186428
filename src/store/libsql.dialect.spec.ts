import { Kysely } from 'kysely';
import Database from 'libsql';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { libsqlDialect } from './libsql.dialect.js';

interface Tables {
  note: { text: string };
}

/** Somebody with a tool, who holds the lock of the file for a while. */
describe('a store that was locked by somebody else', () => {
  let folder: string;
  let tool: Database.Database;
  let db: Kysely<Tables>;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'shardwatch-dialect-'));
    const path = join(folder, 'a.db');
    db = new Kysely<Tables>({ dialect: libsqlDialect(path) });
    await db.schema.createTable('note').addColumn('text', 'text').execute();
    tool = new Database(path);
    tool.exec('BEGIN IMMEDIATE');
  });
  afterEach(async () => {
    await db.destroy();
    tool.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const write = (text: string, on: Pick<typeof db, 'insertInto'> = db) =>
    on.insertInto('note').values({ text }).execute();
  const writeTwo = (one: string, other: string) =>
    db.transaction().execute(async (transaction) => {
      await write(one, transaction);
      await write(other, transaction);
    });
  /** What anybody else finds in the file. */
  const written = () => (tool.prepare('SELECT text FROM note').all() as { text: string }[]).map(({ text }) => text);

  it.each([
    ['one statement', () => write('lost')],
    ['a transaction', () => writeTwo('lost', 'lost too')],
    ['a statement that answers', () => db.insertInto('note').values({ text: 'lost' }).returning('text').execute()],
  ])('really writes again as soon as it is free, after %s failed', async (_what, fail) => {
    await expect(fail()).rejects.toThrow('database is locked');
    tool.exec('ROLLBACK');
    await write('one');
    await writeTwo('two', 'three');

    expect(written()).toEqual(['one', 'two', 'three']);
  });

  it('is waited for once, and not again by each who writes', async () => {
    const took = async (count: number) => {
      const since = performance.now();
      for (let write = 0; write < count; write++)
        await expect(db.insertInto('note').values({ text: 'lost' }).execute()).rejects.toThrow();
      return performance.now() - since;
    };
    const once = await took(1);

    expect(await took(20)).toBeLessThan(10 * once);
  });

  it('can be read meanwhile', async () => {
    expect(await db.selectFrom('note').selectAll().execute()).toEqual([]);
  });

  it('keeps nothing of a transaction that fails half-way', async () => {
    tool.exec('ROLLBACK');
    const half = db.transaction().execute(async (transaction) => {
      await write('half', transaction);
      throw new Error('no more');
    });

    await expect(half).rejects.toThrow('no more');
    expect(written()).toEqual([]);
  });
});

describe('a long text', () => {
  const text = 'Zürich '.repeat(40);

  async function withNote<T>(use: (db: Kysely<Tables>, path: string) => Promise<T>): Promise<T> {
    const folder = mkdtempSync(join(tmpdir(), 'shardwatch-dialect-'));
    const path = join(folder, 'a.db');
    const db = new Kysely<Tables>({ dialect: libsqlDialect(path) });
    try {
      await db.schema.createTable('note').addColumn('text', 'text').execute();
      await db.insertInto('note').values({ text }).execute();
      return await use(db, path);
    } finally {
      await db.destroy();
      rmSync(folder, { recursive: true });
    }
  }

  it('comes back as it was, and is found by itself', () =>
    withNote(async (db) => {
      expect(await db.selectFrom('note').selectAll().where('text', '=', text).execute()).toEqual([{ text }]);
    }));

  it('whose bytes are damaged is read all the same: libsql would end the process', () =>
    withNote(async (db, path) => {
      const tool = new Database(path);
      tool.exec("UPDATE note SET text = CAST(X'7bff80' AS BLOB)");
      tool.close();

      expect(await db.selectFrom('note').selectAll().execute()).toEqual([{ text: '{\uFFFD\uFFFD' }]);
    }));
});
