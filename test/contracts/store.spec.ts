import { sql } from 'kysely';
import { InvalidSettings } from '../../src/config/environment.js';
import { Conflict } from '../../src/model/errors.js';
import { Runs } from '../../src/store/runs.js';
import { Store } from '../../src/store/store.js';
import { type Grounds, kinds } from './places.js';

const run = { startedAt: 1_767_225_600_000, version: '1.0.0', pid: 1 };

describe.each(kinds.filter(({ isSkipped }) => !isSkipped))('a store $title', ({ kept, fresh }) => {
  let grounds: Grounds;
  beforeEach(async () => {
    grounds = await fresh();
  });
  afterEach(() => grounds.clear());

  /** What one process does with it, from its start to its stop. */
  async function life<T>(live: (store: Store) => Promise<T>): Promise<T> {
    const store = await Store.open(grounds.place());
    try {
      return await live(store);
    } finally {
      await store.close();
    }
  }

  it('remembers over a restart how often the bot was started, and whether it said goodbye', async () => {
    const first = await life(async (store) => {
      const runs = new Runs(store);
      const state = await runs.started(run);
      await runs.stopped(run.startedAt + 1);
      return state;
    });
    const second = await life((store) => new Runs(store).started({ ...run, startedAt: run.startedAt + 2 }));
    const third = await life((store) => new Runs(store).started({ ...run, startedAt: run.startedAt + 3 }));

    expect(first).toEqual({
      kept,
      note: null,
      startCount: 1,
      firstStartedAt: run.startedAt,
      isPreviousStopClean: null,
      previousVersion: null,
    });
    expect(second).toMatchObject({ startCount: 2, firstStartedAt: run.startedAt, isPreviousStopClean: true });
    expect(third).toMatchObject({ startCount: 3, isPreviousStopClean: false });
  });

  it('knows until when a process lived that said no goodbye', async () => {
    await life(async (store) => {
      const runs = new Runs(store);
      await runs.started(run);
      await runs.alive(run.startedAt + 5_000);
    });
    const rows = await life((store) => store.db.selectFrom('run').select(['alive_at', 'stopped_at']).execute());

    expect(rows).toEqual([{ alive_at: run.startedAt + 5_000, stopped_at: null }]);
  });

  it('knows which process ended without a goodbye, also when those after it ended before they could say so', async () => {
    const start = (startedAt: number, lived: (runs: Runs) => Promise<void>) =>
      life(async (store) => {
        const runs = new Runs(store);
        await runs.started({ ...run, startedAt });
        await lived(runs);
        return runs.crashed?.startedAt ?? null;
      });
    const hardly = () => Promise.resolve();
    const crashes = [
      await start(100, hardly),
      await start(200, (runs) => runs.alive(250)),
      await start(300, hardly),
      await start(400, hardly),
      await start(500, async (runs) => {
        await runs.alive(550);
        await runs.stopped(560);
      }),
      await start(600, hardly),
      await start(700, hardly),
    ];

    expect(crashes).toEqual([null, 100, 200, 200, 200, null, 600]);
  });

  it('turns a second process away, names the first, and lets it in once the first has gone', async () => {
    const first = await Store.open(grounds.place());

    await expect(Store.open(grounds.place())).rejects.toThrow(Conflict);
    await expect(Store.open(grounds.place())).rejects.toThrow(`process ${process.pid} on`);
    await first.close();
    await life((store) => store.ping());
  });

  it('brings its tables up to date once, and keeps what they hold', async () => {
    const count = () => life((store) => sql<{ name: string }>`select name from kysely_migration`.execute(store.db));
    await life((store) => new Runs(store).started(run));
    const [before, after] = [await count(), await count()];

    expect(after).toEqual(before);
    expect(await life((store) => store.db.selectFrom('run').selectAll().execute())).toHaveLength(1);
  });

  it('is brought up to date from its first version on, and loses nothing of it', async () => {
    await life(async ({ db }) => {
      for (const column of ['alive_at', 'boot_id', 'boot_at'])
        await sql`alter table run drop column ${sql.ref(column)}`.execute(db);
      const tables = (await db.introspection.getTables()).map(({ name }) => name).filter((name) => name !== 'run');
      // PostgreSQL names those of other bots, too; they are out of reach.
      for (const table of new Set(tables)) await sql`drop table if exists ${sql.ref(table)}`.execute(db);
      await sql`delete from kysely_migration where name > '2026-11-22-runs'`.execute(db);
      await sql`insert into run (started_at, version, pid) values (5, '0.0.1', 7)`.execute(db);
    });
    const rows = await life((store) => store.db.selectFrom('run').selectAll().execute());

    const notKnown = { stopped_at: null, alive_at: null, boot_id: null, boot_at: null };
    expect(rows).toEqual([{ id: 1, started_at: 5, version: '0.0.1', pid: 7, ...notKnown }]);
  });

  it('of a newer program is refused, left as it is, and free for the newer program', async () => {
    await life(async ({ db }) => {
      await sql`insert into kysely_migration (name, timestamp) values ('2999-01-01-wonders', '')`.execute(db);
    });

    for (const place of [grounds.place(), grounds.place()]) {
      const refused = Store.open(place);
      await expect(refused).rejects.toThrow(InvalidSettings);
      await expect(refused).rejects.toThrow(/a newer Shardwatch has written \(it has 2999-01-01-wonders\)/);
    }
  });

  it('takes all or nothing', async () => {
    const rows = await life(async ({ db }) => {
      const half = db.transaction().execute(async (transaction) => {
        await transaction.insertInto('session_start').values({ at: 1, shard_id: 0 }).execute();
        throw new Error('no more');
      });
      await expect(half).rejects.toThrow('no more');
      return db.selectFrom('session_start').selectAll().execute();
    });

    expect(rows).toEqual([]);
  });

  it('serves many who ask at once', async () => {
    const sums = await life(({ db }) =>
      Promise.all(
        Array.from({ length: 50 }, async (_, at) => {
          await db.insertInto('session_start').values({ at, shard_id: 0 }).execute();
          const { count } = await db
            .selectFrom('session_start')
            .select(({ fn }) => fn.countAll<number>().as('count'))
            .executeTakeFirstOrThrow();
          return count;
        }),
      ),
    );

    expect(Math.max(...sums)).toBe(50);
  });
});

describe.each(kinds.filter(({ isSkipped }) => isSkipped))('a store $title', () => {
  it.skip('keeps the contract', () => undefined);
});
