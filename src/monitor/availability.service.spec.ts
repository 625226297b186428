import { instanceSampled, limits, shardChanged } from '../../test/make.js';
import { LocalBus } from '../bus/local.bus.js';
import { now } from '../bus/now.js';
import { HistorySettings } from '../config/history.settings.js';
import { HistoryBook } from '../store/history.book.js';
import { LifeBook } from '../store/life.book.js';
import { Store } from '../store/store.js';
import { AvailabilityService } from './availability.service.js';
import { HistoryReader } from './history.reader.js';
import { HistoryRecorder } from './history.recorder.js';
import { StatusService } from './status.service.js';
import { UptimeService } from './uptime.service.js';

describe('the availability of this process', () => {
  const bus = new LocalBus();
  let sinceStartMs: number;
  let status: StatusService;
  let availability: AvailabilityService;
  let store: Store;
  beforeAll(async () => {
    store = await Store.inMemory('a test');
  });
  afterAll(() => store.close());
  beforeEach(() => {
    sinceStartMs = 0;
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'setTimeout', 'clearTimeout', 'Date'] });
    vi.spyOn(performance, 'now').mockImplementation(() => sinceStartMs);
    status = new StatusService(bus, limits);
    const history = new HistoryBook(store);
    const reader = new HistoryReader(history, new HistorySettings());
    const uptime = new UptimeService(new HistoryRecorder(status), reader, history, new LifeBook(store));
    availability = new AvailabilityService(status, uptime);
    status.onModuleInit();
    availability.onModuleInit();
    vi.advanceTimersByTime(1);
  });
  afterEach(() => {
    availability.onModuleDestroy();
    status.onModuleDestroy();
    vi.restoreAllMocks();
    vi.useRealTimers();
  });

  function reportWell(): void {
    bus.publish(instanceSampled({ at: now() }));
    bus.publish(shardChanged({ at: now(), heartbeatSentAt: now(), heartbeatAcknowledgedAt: now() }));
  }

  function pass(seconds: number): void {
    for (let second = 0; second < seconds; second += 1) {
      sinceStartMs += 1_000;
      vi.advanceTimersByTime(1_000);
    }
  }

  it('begins with nothing answered, and rises while the bot answers', () => {
    pass(10);
    reportWell();
    pass(11);

    expect(availability.now().sinceStart).toBeCloseTo(10 / 21);
  });

  it('falls when the event loop stands still, although every look finds a bot that is well', () => {
    reportWell();
    pass(11);
    sinceStartMs += 9_000;
    reportWell();
    pass(1);

    expect(availability.now().lastHour).toBeCloseTo(10 / 21);
  });
});
