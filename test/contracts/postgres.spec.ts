import { sql } from 'kysely';
import { Conflict } from '../../src/model/errors.js';
import { InvalidSettings } from '../../src/config/environment.js';
import { PostgresPlace } from '../../src/store/postgres.place.js';
import { Runs } from '../../src/store/runs.js';
import { StoreCare } from '../../src/store/store.care.js';
import { Store } from '../../src/store/store.js';
import { waitFor } from '../e2e/start.js';
import { type Postgres, isWithoutPostgres, onPostgres, postgres } from './postgres.js';

describe.skipIf(isWithoutPostgres)(`a store ${onPostgres}`, () => {
  const BOT = '4242';
  let server: Postgres;
  const open: Store[] = [];
  beforeAll(async () => {
    server = await postgres();
  });
  afterEach(async () => {
    await Promise.all(open.splice(0).map((store) => store.close()));
    server.sql(`drop schema if exists shardwatch_${BOT} cascade`);
  });

  async function opened(url = server.url(), botId = BOT): Promise<Store> {
    const store = await Store.open(new PostgresPlace(url, botId));
    open.push(store);
    return store;
  }

  /** A process: its store, its run, and who looks after both. */
  async function living(url?: string) {
    const store = await opened(url);
    const runs = new Runs(store);
    await runs.started({ startedAt: 1_000, version: '1', pid: 1 });
    return { store, runs, care: new StoreCare(store, runs) };
  }

  /** After one more look. A connection that is being cut just now may still fail it. */
  async function isWell({ store, care }: Pick<Awaited<ReturnType<typeof living>>, 'store' | 'care'>): Promise<boolean> {
    await care.look();
    return store.note === null && store.kept === 'database';
  }

  const sessionsOfOurs = () =>
    server.sql("select count(*) from pg_stat_activity where application_name like 'shardwatch process%'");
  const cutSessions = () =>
    server.sql(
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name like 'shardwatch process%'",
    );

  it('keeps each bot in a schema of its own, and nothing in that of others', async () => {
    await opened();
    await opened(undefined, '4343');
    const tables = server.sql("select table_schema from information_schema.tables where table_name = 'run' order by 1");
    server.sql('drop schema shardwatch_4343 cascade');

    expect(tables.split('\n')).toEqual(['shardwatch_4242', 'shardwatch_4343']);
    expect(server.sql("select count(*) from information_schema.tables where table_schema = 'public'")).toBe('0');
  });

  it('holds few connections, however many ask', async () => {
    const store = await opened();
    await Promise.all(Array.from({ length: 30 }, () => store.ping()));

    expect(Number(sessionsOfOurs())).toBeLessThanOrEqual(4);
  });

  it.each([
    ['nobody listens there', () => 'postgres://a:secretive@127.0.0.1:1/x', 'nobody listens at its address'],
    [
      'the password is wrong',
      () => server.url('postgres', { password: 'secretive' }),
      'refuses the user or the password',
    ],
    ['there is no such database', () => server.url('nowhere'), 'no database of that name'],
    ['its machine has no such name', () => 'postgres://a:secretive@nowhere.invalid/x', 'name of its machine'],
  ])('is in memory and says why when %s', async (_what, url, words) => {
    const store = await opened(url());

    expect(store.kept).toBe('memory');
    expect(store.note).toContain('Nothing is kept over a restart: the database cannot be used');
    expect(store.note).toContain(words);
    expect(store.note).not.toContain('secretive');
    await expect(store.ping()).resolves.toBeUndefined();
  });

  it('says that the user may not make what is needed', async () => {
    server.sql("create role guest login password 'guest'");
    const { note } = await opened(server.url('postgres', { user: 'guest', password: 'guest' }));
    server.sql('drop role guest');

    expect(note).toContain('GRANT CREATE ON DATABASE');
  });

  it('refuses an address that asks for a file that is not there, without repeating it', async () => {
    const refused = opened(`${server.url()}?sslrootcert=/nowhere/secretive.pem`);

    await expect(refused).rejects.toThrow(InvalidSettings);
    await expect(refused).rejects.not.toThrow('secretive');
  });

  it('goes on by itself when its connections are cut, and is ours again', async () => {
    const { store, care } = await living();
    cutSessions();
    await waitFor(() => isWell({ store, care }));

    await expect(opened()).rejects.toThrow(Conflict);
  });

  it('survives that a connection is cut in the middle of a query', async () => {
    const { store, care } = await living();
    const asked = sql`select pg_sleep(60)`.execute(store.db);
    const refused = expect(asked).rejects.toThrow();
    await waitFor(
      () => server.sql("select count(*) from pg_stat_activity where query like 'select pg_sleep%'") === '1',
    );
    cutSessions();
    await refused;

    await waitFor(() => isWell({ store, care }));
  });

  it('says so while the database is away, and is used again when it is back', async () => {
    const { store, care, runs } = await living();
    server.cut();
    await care.look();
    const away = store.note;
    server.resume();
    await waitFor(() => isWell({ store, care }));

    expect(away).toContain('What happens now is not kept: the database cannot be used');
    expect(store.note).toBeNull();
    expect(runs.state).toMatchObject({ kept: 'database', startCount: 1 });
  });

  it('waits for nobody when the database stands still, and is used again when it goes on', async () => {
    const { store, care } = await living();
    const { atStart, frozen } = await server.frozen(async () => {
      const another = await opened(undefined, '4343');
      await expect(store.ping()).rejects.toThrow('the store is not available');
      await care.look();
      return { atStart: another, frozen: store.note };
    });
    await waitFor(() => isWell({ store, care }));
    server.sql('drop schema if exists shardwatch_4343 cascade');

    expect(atStart.note).toContain('it does not answer');
    expect(frozen).toContain('it does not answer');
  }, 60_000);

  it('is used once it is there, when it was away at the start', async () => {
    server.cut();
    const { store, care, runs } = await living();
    const atFirst = runs.state;
    server.resume();
    await waitFor(() => isWell({ store, care }));

    expect(atFirst).toMatchObject({ kept: 'memory', startCount: null });
    expect(store.note).toBeNull();
    expect(runs.state).toMatchObject({ kept: 'database', startCount: 1 });
  });

  it('is left to another process that took it while the database was away, and never written by both', async () => {
    const { store, care } = await living();
    const place = new PostgresPlace(server.url(), BOT);
    cutSessions();
    const db = await waitFor(() => place.open(() => undefined).catch(() => null));
    await db.destroy();
    await waitFor(async () => {
      await care.look();
      return store.kept === 'memory';
    });
    await store.db.insertInto('session_start').values({ at: 1, shard_id: 0 }).execute();
    const meanwhile = { kept: store.kept, note: store.note };
    await place.close();
    await waitFor(() => isWell({ store, care }));

    expect(meanwhile.kept).toBe('memory');
    expect(meanwhile.note).toMatch(/another Shardwatch has this bot now.*process \d+ on/);
    expect(server.sql(`select count(*) from shardwatch_${BOT}.session_start`)).toBe('0');
    expect(store).toMatchObject({ kept: 'database', note: null });
  });
});
