import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InvalidSettings } from '../config/environment.js';
import { Conflict } from '../model/errors.js';
import { Runs } from './runs.js';
import { LibsqlPlace } from './libsql.place.js';
import { Store } from './store.js';

describe('the store', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'shardwatch-store-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const run = { startedAt: 1_000, version: '1.0.0', pid: 1 };

  it('remembers over a restart how often the bot was started, and whether it said goodbye', async () => {
    const first = await Store.open(new LibsqlPlace(folder, '1'));
    const runs = new Runs(first);
    const fresh = await runs.started(run);
    await runs.stopped(2_000);
    await first.close();
    const second = await Store.open(new LibsqlPlace(folder, '1'));
    const again = await new Runs(second).started({ ...run, startedAt: 3_000 });
    await second.close();
    const third = await Store.open(new LibsqlPlace(folder, '1'));
    const afterCrash = await new Runs(third).started({ ...run, startedAt: 4_000 });
    await third.close();

    expect(fresh).toEqual({
      kept: 'file',
      note: null,
      startCount: 1,
      firstStartedAt: 1_000,
      isPreviousStopClean: null,
      previousVersion: null,
    });
    expect(again).toMatchObject({ startCount: 2, firstStartedAt: 1_000, isPreviousStopClean: true });
    expect(afterCrash).toMatchObject({ startCount: 3, isPreviousStopClean: false });
  });

  it('keeps one file for each bot', async () => {
    const stores = [await Store.open(new LibsqlPlace(folder, '1')), await Store.open(new LibsqlPlace(folder, '2'))];
    await Promise.all(stores.map((store) => store.close()));

    expect(existsSync(join(folder, 'shardwatch-1.db'))).toBe(true);
    expect(existsSync(join(folder, 'shardwatch-2.db'))).toBe(true);
  });

  it('turns a second process away, and names the first', async () => {
    const store = await Store.open(new LibsqlPlace(folder, '1'));

    await expect(Store.open(new LibsqlPlace(folder, '1'))).rejects.toThrow(Conflict);
    await expect(Store.open(new LibsqlPlace(folder, '1'))).rejects.toThrow(`process ${process.pid}`);
    await store.close();
    await (await Store.open(new LibsqlPlace(folder, '1'))).close();
  });

  it('refuses a folder that is a file', async () => {
    writeFileSync(join(folder, 'file'), '');

    await expect(Store.open(new LibsqlPlace(join(folder, 'file'), '1'))).rejects.toThrow(InvalidSettings);
    await expect(Store.open(new LibsqlPlace(join(folder, 'file', 'below'), '1'))).rejects.toThrow(InvalidSettings);
  });

  it('sets a damaged file aside, keeps it, and starts anew', async () => {
    writeFileSync(
      join(folder, 'shardwatch-1.db'),
      'this is no database, and it is long enough to be read as one'.repeat(50),
    );

    const store = await Store.open(new LibsqlPlace(folder, '1'));

    expect(await new Runs(store).started(run)).toMatchObject({ kept: 'file', startCount: 1 });
    await store.close();
    expect(readdirSync(folder).some((name) => name.startsWith('shardwatch-1.damaged-'))).toBe(true);
  });

  it('takes yes, no and nothing as parameters without ending the process', async () => {
    const store = await Store.inMemory('test');
    const rows = await store.db
      .selectFrom('run')
      .select('id')
      .where('pid', '=', true as never)
      .where('version', '=', undefined as never)
      .execute();
    await store.close();

    expect(rows).toEqual([]);
  });
});
