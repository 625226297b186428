import { LifeBook } from './life.book.js';
import { Runs } from './runs.js';
import type { RunTable } from './schema.js';
import { type KeptSession, SessionBook } from './session.book.js';
import { setBetween } from './clock-set.js';
import { Store } from './store.js';

const HOUR = 3_600_000;
const START = 1_795_000_000_000;
const session: KeptSession = {
  ...{ shardId: 0, sessionId: 'a', sequence: 1, resumeUrl: 'wss://gateway.example', shardCount: 1 },
  ...{ startedAt: START, aliveAt: START },
};

describe('a clock that is set between two processes', () => {
  let store: Store;
  beforeEach(async () => {
    store = await Store.inMemory('a test');
  });
  afterEach(() => store.close());

  /** One that lived for a minute. */
  async function lived(started_at: number, boot_at: number, boot_id = 'a'): Promise<void> {
    const values: Omit<RunTable, 'id'> = {
      ...{ started_at, stopped_at: started_at + 60_000, alive_at: started_at + 55_000 },
      ...{ version: '1', pid: 1, boot_id, boot_at },
    };
    await store.db.insertInto('run').values(values).execute();
  }

  const on = (boot_id: string | null, boot_at: number | null) => ({ boot_id, boot_at });

  it.each([
    { way: 'forward', before: on('a', 7_000), after: on('a', 10_000), ms: 3_000 },
    { way: 'back', before: on('a', 7_000), after: on('a', 4_000), ms: -3_000 },
    { way: 'not at all', before: on('a', 7_000), after: on('a', 7_000), ms: 0 },
    { way: 'while the machine was started anew', before: on('a', 7_000), after: on('b', 10_000), ms: 0 },
    { way: 'after a run of an older version', before: on(null, null), after: on('a', 10_000), ms: 0 },
    { way: 'where there is no Linux', before: on(null, null), after: on(null, null), ms: 0 },
  ])('is known to be set $way: by $ms ms', ({ before, after, ms }) => {
    expect(setBetween(before, after)).toBe(ms);
  });

  it('makes no pause where it was set forward, and a pause stays one', async () => {
    await lived(START, 0);
    await lived(START + 70_000 + HOUR, HOUR); // ten seconds later, on a clock that was set by an hour
    await lived(START + 140_000 + 2 * HOUR, HOUR); // an hour and ten seconds later
    const lives = await new LifeBook(store).since(0);

    expect(lives.map(({ startedAt, endedAt }) => [startedAt - START, (endedAt ?? 0) - START])).toEqual([
      [0, 60_000 + HOUR],
      [70_000 + HOUR, 130_000 + HOUR],
      [140_000 + 2 * HOUR, 200_000 + 2 * HOUR],
    ]);
  });

  it('takes nothing from a life where it was set back', async () => {
    await lived(START, 0);
    await lived(START + 70_000 - HOUR, -HOUR);
    const [before] = await new LifeBook(store).since(0);

    expect(before).toEqual({ startedAt: START, endedAt: START + 60_000 });
  });

  it('does not make sessions older or younger than they are', async () => {
    const book = new SessionBook(store);
    await new Runs(store).started({ startedAt: START, version: '1', pid: 1 });
    await book.keep({ client: null, endedShards: [], sessions: [session], guilds: [], goneGuilds: [] });
    await store.db
      .updateTable('run')
      .set(({ eb }) => ({ boot_at: eb('boot_at', '-', HOUR) }))
      .execute();
    const [kept] = await book.sessions();
    const next = new Runs(store);
    await next.started({ startedAt: Math.round(performance.timeOrigin), version: '1', pid: process.pid });
    const [again] = await book.sessions();

    // Clocks are read one after the other.
    for (const aliveAt of [kept?.aliveAt, again?.aliveAt])
      expect(Math.abs((aliveAt ?? 0) - START - HOUR)).toBeLessThan(100);
    expect(Math.abs((next.previous?.clockSetMs ?? 0) - HOUR)).toBeLessThan(100);
  });
});
