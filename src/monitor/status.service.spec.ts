import { instanceSampled } from '../../test/make.js';
import { LocalBus } from '../bus/local.bus.js';
import { MonitorSettings } from '../config/monitor.settings.js';
import { StatusService } from './status.service.js';

describe('the edition of the status', () => {
  const bus = new LocalBus();
  const status = new StatusService(bus, new MonitorSettings());
  beforeAll(() => {
    vi.useFakeTimers();
    status.onModuleInit();
  });
  afterAll(() => {
    status.onModuleDestroy();
    vi.useRealTimers();
  });

  it('stays the same while nothing is heard', () => {
    expect(status.edition).toBe(status.edition);
  });

  it('is another one after an event', () => {
    const before = status.edition;
    bus.publish(instanceSampled());

    expect(status.edition).not.toBe(before);
  });

  it('is another one after a second, because silence tells something too', () => {
    const before = status.edition;
    vi.advanceTimersByTime(1_000);

    expect(status.edition).not.toBe(before);
  });
});
