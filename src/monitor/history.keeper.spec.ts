import { instanceSampled, limits, shardChanged } from '../../test/make.js';
import { LocalBus } from '../bus/local.bus.js';
import { now } from '../bus/now.js';
import { HistorySettings } from '../config/history.settings.js';
import type { Resolution } from '../model/history.js';
import { HistoryBook } from '../store/history.book.js';
import { Store } from '../store/store.js';
import { HistoryKeeper } from './history.keeper.js';
import { HistoryRecorder } from './history.recorder.js';
import { StatusService } from './status.service.js';

/** Epoch milliseconds at which a day begins. */
const MIDNIGHT = 1_795_132_800_000;
const DAY_S = 86_400;
const ALL = { from: 0, until: Number.MAX_SAFE_INTEGER };

describe('the history of a bot', () => {
  let sinceStartMs: number;
  let bus: LocalBus;
  let store: Store;
  let book: HistoryBook;
  let status: StatusService;
  let keeper: HistoryKeeper;

  beforeEach(async () => {
    sinceStartMs = MIDNIGHT - performance.timeOrigin;
    store = await Store.inMemory('a test');
    book = new HistoryBook(store);
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'setTimeout', 'clearTimeout', 'Date'] });
    vi.spyOn(performance, 'now').mockImplementation(() => sinceStartMs);
    begin();
  });
  afterEach(async () => {
    await end();
    vi.restoreAllMocks();
    vi.useRealTimers();
    await store.close();
  });

  function begin(): void {
    bus = new LocalBus();
    status = new StatusService(bus, limits);
    keeper = new HistoryKeeper(new HistoryRecorder(status), book, new HistorySettings());
    status.onModuleInit();
    report();
    keeper.onModuleInit();
  }

  async function end(): Promise<void> {
    await keeper.onModuleDestroy();
    status.onModuleDestroy();
  }

  function report(eventCount = 0): void {
    bus.publish(instanceSampled({ at: now() }));
    bus.publish(shardChanged({ at: now(), heartbeatSentAt: now(), heartbeatAcknowledgedAt: now(), eventCount }));
  }

  /** Time goes by, with one event a second. */
  async function pass(seconds: number): Promise<void> {
    for (let second = 1; second <= seconds; second += 1) {
      sinceStartMs += 1_000;
      if (second % 5 === 0) report(second);
      await vi.advanceTimersByTimeAsync(1_000);
    }
  }

  const points = (resolution: Resolution) => book.between(resolution, ALL, 10_000);

  it('has a point for every ten seconds, and for every minute that is over', async () => {
    await pass(180);

    expect((await points('10s')).length).toBeGreaterThanOrEqual(17);
    const [first, ...others] = await points('1min');
    expect(first).toMatchObject({ from: MIDNIGHT, observedMs: 60_000, answeredMs: 60_000, verdict: 'operational' });
    expect(others.length).toBeGreaterThanOrEqual(1);
    expect(await points('15min')).toEqual([]);
  });

  it('counts time in which the process stood still as time without an answer', async () => {
    await pass(10);
    sinceStartMs += 20_000;
    await pass(40);

    const [minute] = await points('1min');
    expect(minute?.observedMs).toBe(60_000);
    expect(minute?.answeredMs).toBeLessThanOrEqual(40_000);
    expect(minute?.answeredMs).toBeGreaterThanOrEqual(38_000);
  });

  it('keeps the last seconds of a process, and rolls up what the one before has left', async () => {
    await pass(45);
    await end();
    sinceStartMs += 600_000;
    begin();
    await pass(20);

    const [minute] = await points('1min');
    expect(minute).toMatchObject({ from: MIDNIGHT, observedMs: 45_000 });
  });

  it('waits while the store is away, and loses nothing', async () => {
    const add = vi.spyOn(book, 'add').mockRejectedValue(new Error('The disk is full'));
    await pass(60);
    add.mockRestore();
    await pass(20);

    expect((await points('10s')).map(({ from }) => (from - MIDNIGHT) / 10_000)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });

  it('makes one point of a day that is over, and none of one that may go on', async () => {
    await book.add('15min', [{ ...(await onePoint()), from: MIDNIGHT - DAY_S * 2_000 }]);
    await book.add('15min', [{ ...(await onePoint()), from: MIDNIGHT - DAY_S * 1_000 }]);
    await pass(20);

    expect((await points('1d')).map(({ from }) => from)).toEqual([MIDNIGHT - DAY_S * 2_000]);
  });

  it('is rolled up as ever where a clock that was ahead has left its points, also once their time has come', async () => {
    const left = { ...(await onePoint()), from: MIDNIGHT + 300_000 };
    for (const resolution of ['10s', '1min'] as const) await book.add(resolution, [left]);
    await end();
    begin();
    await pass(70);
    const before = await points('1min');
    await pass(270);
    const after = await points('1min');

    expect(before.map(({ from }) => (from - MIDNIGHT) / 60_000)).toEqual([0, 5]);
    expect(after.map(({ from }) => (from - MIDNIGHT) / 60_000)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(after[4]?.observedMs).toBe(60_000);
  });

  async function onePoint() {
    await pass(21);
    const [point] = await points('10s');
    if (!point) throw new Error('No point yet');
    return point;
  }
});
