import { historyPoint, limits } from '../../test/make.js';
import { LocalBus } from '../bus/local.bus.js';
import { now } from '../bus/now.js';
import { HistorySettings } from '../config/history.settings.js';
import { HistoryBook } from '../store/history.book.js';
import { LifeBook } from '../store/life.book.js';
import { Runs } from '../store/runs.js';
import { Store } from '../store/store.js';
import { HistoryReader } from './history.reader.js';
import { HistoryRecorder } from './history.recorder.js';
import { StatusService } from './status.service.js';
import { UptimeService } from './uptime.service.js';

const DAY = 86_400_000;
const SLOT = 10_000;

describe('the availability from the history', () => {
  const today = Math.floor(now() / DAY) * DAY;
  let store: Store;
  let book: HistoryBook;
  let recorder: HistoryRecorder;
  let service: UptimeService;
  beforeEach(async () => {
    store = await Store.inMemory('a test');
    book = new HistoryBook(store);
    recorder = new HistoryRecorder(new StatusService(new LocalBus(), limits));
    const reader = new HistoryReader(book, new HistorySettings());
    service = new UptimeService(recorder, reader, book, new LifeBook(store));
    service.onModuleInit();
  });
  afterEach(async () => {
    service.onModuleDestroy();
    await store.close();
  });

  const answered = (from: number, answeredMs = SLOT) => historyPoint({}, { from, answeredMs });
  const tenSeconds = () => Math.floor(now() / SLOT) * SLOT;

  it('is not known before the history was read', () => {
    expect(service.now()).toBeNull();
  });

  it('counts each ten seconds once: before they are written, and afterwards', async () => {
    const at = tenSeconds();
    const [first, second] = [answered(at - SLOT, 0), answered(at)];
    await service.read();
    recorder.points$.next(first);
    recorder.points$.next(second);
    expect(service.now()?.windows['24h']).toMatchObject({ answeredMs: SLOT, knownMs: 2 * SLOT, ratio: 0.5 });

    await book.add('10s', [first]);
    await service.read();
    expect(service.now()?.windows['24h']).toMatchObject({ answeredMs: SLOT, knownMs: 2 * SLOT, ratio: 0.5 });

    await book.add('10s', [second]);
    await service.read();
    expect(service.now()?.windows['90d']).toMatchObject({ answeredMs: SLOT, knownMs: 2 * SLOT, ratio: 0.5 });
  });

  it('knows the lives before this one, and counts the days between as days without an answer', async () => {
    const runs = new Runs(store);
    await runs.started({ startedAt: today - 3 * DAY, version: '1', pid: 1 });
    await runs.stopped(today - 2 * DAY);
    await book.add('1d', [historyPoint({}, { from: today - 3 * DAY, observedMs: DAY, answeredMs: DAY })]);
    await service.read();

    const days = service
      .now()
      ?.days.slice(-5)
      .map(({ ratio }) => ratio);
    expect(days?.slice(0, 4)).toEqual([null, 1, 0, 0]);
    expect(service.now()?.firstStartedAt).toBe(today - 3 * DAY);
  });

  it('keeps what it knew while the store is away', async () => {
    await book.add('10s', [answered(tenSeconds())]);
    await service.read();
    vi.spyOn(book, 'newest').mockRejectedValue(new Error('away'));
    await service.read();

    expect(service.now()?.windows['24h'].ratio).toBe(1);
  });
});
