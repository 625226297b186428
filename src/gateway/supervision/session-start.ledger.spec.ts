import type { APIGatewaySessionStartLimit } from 'discord.js';
import { gatewaySettings } from '../../../test/make-gateway.js';
import { waitFor } from '../../../test/e2e/start.js';
import { LocalBus } from '../../bus/local.bus.js';
import { now } from '../../bus/now.js';
import type { GatewaySettings } from '../../config/gateway.settings.js';
import { MonitorSettings } from '../../config/monitor.settings.js';
import type { BotEvent } from '../../model/event.js';
import { SessionStartBook } from '../../store/session-start.book.js';
import { Store } from '../../store/store.js';
import { SessionStartLedger } from './session-start.ledger.js';

const HOUR = 3_600_000;

function limit(remaining: number, resetAfterMs = HOUR): APIGatewaySessionStartLimit {
  return { total: 1_000, remaining, reset_after: resetAfterMs, max_concurrency: 1 };
}

describe('the ledger of session starts', () => {
  let book: SessionStartBook;
  let events: BotEvent[];

  beforeEach(async () => {
    book = new SessionStartBook(await Store.inMemory('a test'));
    events = [];
  });

  /** The ledger of a process that has just started. */
  async function opened(settings: Partial<GatewaySettings> = {}, limits = new MonitorSettings()) {
    const bus = new LocalBus();
    bus.events$.subscribe((event) => events.push(event));
    const made = new SessionStartLedger(book, bus, gatewaySettings(settings), limits);
    await made.onModuleInit();
    return made;
  }

  const written = () => book.since(0);

  /** What is spent in the very millisecond of the question counts as spent after it. */
  function later(): Promise<true> {
    const at = now();
    return waitFor(() => now() > at);
  }

  it('knows nothing before Discord was asked, and closes nothing', async () => {
    const ledger = await opened();

    expect(ledger.state()).toBeNull();
    expect(ledger.closedUntil).toBeNull();
  });

  it('has what Discord said, less what was spent since', async () => {
    const ledger = await opened();
    ledger.spend(0);
    await later();
    ledger.learn(limit(900), 4);
    ledger.spend(0);
    ledger.spend(1);

    expect(ledger.state()).toMatchObject({ total: 1_000, remaining: 898, ownCount: 3, maxConcurrency: 1 });
  });

  it('tells of every change', async () => {
    const ledger = await opened();
    ledger.learn(limit(900), 4);
    ledger.spend(0);

    const told = events.flatMap((event) =>
      event.type === 'session_starts.counted' ? event.sessionStarts.remaining : [],
    );
    expect(told).toEqual([900, 899]);
  });

  it.each([
    { what: 'a fifth of all, for a few shards', shards: 4, reserve: 200 },
    { what: 'one for each of many shards', shards: 300, reserve: 300 },
    { what: 'what a person has set', wished: 7, shards: 4, reserve: 7 },
    { what: 'none, where a person wants none', wished: 0, shards: 4, reserve: 0 },
    { what: 'never more than there are', wished: 5_000, shards: 4, reserve: 1_000 },
  ])('keeps a reserve: $what', async ({ wished, shards, reserve }) => {
    const ledger = await opened(wished === undefined ? {} : { sessionStartReserve: wished });
    ledger.learn(limit(900), shards);

    expect(ledger.state()?.reserve).toBe(reserve);
  });

  it('is closed at the reserve, until all of them come back', async () => {
    const ledger = await opened();
    ledger.learn(limit(201), 1);
    expect(ledger.closedUntil).toBeNull();

    ledger.spend(0);
    expect(ledger.closedUntil).toBe(ledger.state()?.resetsAt);
    expect(Math.abs((ledger.closedUntil ?? 0) - now() - HOUR)).toBeLessThan(10_000);
  });

  it('says how many are missing for a sign-in', async () => {
    const ledger = await opened();
    ledger.learn(limit(202), 4);
    expect(ledger.shortage(4)).toBeNull();

    ledger.learn(limit(200), 4);
    expect(ledger.shortage(4)).toMatchObject({
      kind: 'session_starts_exhausted',
      detail: '200 of 1,000 are left, 200 are kept in reserve, 4 needed',
    });
  });

  it('has all of them again when the day is over, less those of the new day', async () => {
    const ledger = await opened();
    ledger.learn(limit(0, 0), 1);
    expect(ledger.closedUntil).toBeNull();

    ledger.spend(0);
    expect(ledger.state()).toMatchObject({ remaining: 999 });
  });

  it('remembers those of the processes before', async () => {
    const before = await opened();
    before.spend(0);
    before.spend(1);
    before.spend(1);
    await waitFor(async () => (await written()).length === 3);
    await later();
    const after = await opened();
    after.learn(limit(900), 2);

    expect(after.startsOf(1)).toHaveLength(2);
    expect(after.state()).toMatchObject({ remaining: 900, ownCount: 3 });
  });

  it('forgets those of more than a day ago, here and in the store', async () => {
    const fast = Object.assign(new MonitorSettings(), { timeFactor: 10_000 }); // a day takes 8.64 s
    const yesterday = now() - 10_000;
    await book.add({ at: yesterday, shardId: 0 }, 0);
    const ledger = await opened({}, fast);
    ledger.spend(0);
    await waitFor(async () => (await written()).every(({ at }) => at > yesterday));

    expect(ledger.startsOf(0)).toHaveLength(1);
  });

  it('counts on without a store', async () => {
    const broken = {
      since: () => Promise.reject(new Error('no disk')),
      add: () => Promise.reject(new Error('no disk')),
    };
    book = broken as unknown as SessionStartBook;
    const ledger = await opened();
    ledger.learn(limit(900), 1);
    ledger.spend(0);

    expect(ledger.state()).toMatchObject({ remaining: 899, ownCount: 1 });
  });
});
