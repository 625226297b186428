import { sql } from 'kysely';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { everyEntry } from '../../src/model/log-filter.js';
import { EventBook } from '../../src/store/event.book.js';
import { HistoryBook } from '../../src/store/history.book.js';
import { IncidentBook } from '../../src/store/incident.book.js';
import { LibsqlPlace } from '../../src/store/libsql.place.js';
import { Store } from '../../src/store/store.js';
import { waitFor } from '../e2e/start.js';
import { chanceOf } from './mix.js';
import { ENTRIES_AT_ONCE, Writer, type Written } from './writer.js';

/** `npm run soak` takes two hundred: each costs the start of a process. */
const KILLS = Number(process.env['WRITER_KILLS'] ?? 40);
const SEED = Number(process.env['KILL_SEED'] ?? Math.floor(Math.random() * 1_000_000));
/** A store is given to so many processes, one after another; the first of them makes its tables. */
const LIVES_OF_A_STORE = 20;
/** Milliseconds until the end of a life, at most. Every fourth is over while it opens the store, or soon after. */
const LONGEST_LIFE_MS = 150;
const OPENING = 4;
/** Processes that are made ready while another one lives. */
const MADE_READY = 2;
/** Milliseconds for one life, on a busy machine. */
const LIFE_MS = 2_000;
/** Rows that are read back each time, the newest. */
const READ_BACK = 1_000;

/** What a store holds. */
interface Holdings {
  readonly transitions: readonly string[];
  readonly eventCount: number;
  readonly pointCount: number;
}

const nothing: Holdings = { transitions: [], eventCount: 0, pointCount: 0 };

describe('a store whose writer is killed', () => {
  const chance = chanceOf(SEED);
  let folder: string;
  let before = nothing;
  /** Every change of an incident that was told while this store was written. */
  let told: readonly string[] = [];
  /** Processes that are ready to begin: a start takes far longer than the life that follows. */
  const ready: Promise<Writer>[] = [];
  const begin = () => {
    folder = mkdtempSync(join(tmpdir(), 'shardwatch-killed-'));
    [before, told] = [nothing, []];
  };
  const end = () => rmSync(folder, { recursive: true, force: true });
  beforeAll(begin);
  afterAll(async () => {
    for (const writer of ready) await (await writer).kill();
    end();
  });

  it(
    `${KILLS} times at any moment opens each time, and lacks nothing that was written (KILL_SEED=${SEED})`,
    async () => {
      let [changes, eventCount] = [0, 0];
      for (let kill = 1; kill <= KILLS; kill++) {
        const written = await life(kill);
        before = await expectWhole(written);
        [changes, eventCount] = [changes + written.transitions.length, eventCount + written.eventCount];
        if (kill % LIVES_OF_A_STORE > 0) continue;
        end();
        begin();
      }
      process.stdout.write(
        `${KILLS} kills, seed ${SEED}: ${changes} changes of incidents, ${eventCount} log entries\n`,
      );

      expect(changes).toBeGreaterThan(KILLS / 2);
    },
    30_000 + KILLS * LIFE_MS,
  );

  /** One process writes until it is killed; the next ones are made ready meanwhile. */
  async function life(kill: number): Promise<Written> {
    while (ready.length <= Math.min(KILLS - kill, MADE_READY)) ready.push(Writer.prepare());
    const writer = await ready.shift()!;
    writer.begin(folder);
    if (kill % OPENING > 0) await waitFor(() => writer.hasBegun);
    await new Promise((resolve) => setTimeout(resolve, chance() ** 2 * LONGEST_LIFE_MS));
    return writer.kill();
  }

  /** At most what was under way may be there or not, and of that all or nothing. */
  async function expectWhole(written: Written): Promise<Holdings> {
    const store = await Store.open(new LibsqlPlace(folder, '1'));
    try {
      expect({ kept: store.kept, note: store.note, problems: await problemsOf(store) }).toEqual({
        kept: 'file',
        note: null,
        problems: ['ok'],
      });
      expect(readdirSync(folder).filter((name) => name.includes('damaged'))).toEqual([]);
      const held = await holdingsOf(store);
      told = [...told, ...written.transitions];
      expect(told.filter((change) => !held.transitions.includes(change))).toEqual([]);
      expect([0, 1]).toContain(held.transitions.length - before.transitions.length - written.transitions.length);
      expect([0, ENTRIES_AT_ONCE]).toContain(held.eventCount - before.eventCount - written.eventCount);
      expect([0, 1]).toContain(held.pointCount - before.pointCount - written.pointCount);
      return held;
    } finally {
      await store.close();
    }
  }
});

async function problemsOf({ db }: Store): Promise<readonly string[]> {
  const { rows } = await sql<{ integrity_check: string }>`pragma integrity_check`.execute(db);
  return rows.map(({ integrity_check }) => integrity_check);
}

async function holdingsOf(store: Store): Promise<Holdings> {
  const count = async (table: 'event_log' | 'history') => {
    const row = await store.db
      .selectFrom(table)
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .executeTakeFirst();
    return row?.count ?? 0;
  };
  const [eventCount, pointCount] = [await count('event_log'), await count('history')];
  const entries = await new EventBook(store).search({ filter: everyEntry, before: null, most: READ_BACK });
  const points = await new HistoryBook(store).between('10s', { from: 0, until: Number.MAX_SAFE_INTEGER }, READ_BACK);
  expect([entries.length, points.length]).toEqual([Math.min(eventCount, READ_BACK), Math.min(pointCount, READ_BACK)]);
  const changes = await new IncidentBook(store).changesSince(0);
  const transitions = changes.map(({ change, incident: { id, openedAt, endedAt } }) => {
    return change === 'opened' ? `opened ${id} ${openedAt}` : `closed ${id} ${openedAt} ${endedAt}`;
  });
  return { transitions, eventCount, pointCount };
}
