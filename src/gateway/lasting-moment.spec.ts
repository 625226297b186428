import { MonitorSettings } from '../config/monitor.settings.js';
import type { ShardInternals } from './discordjs-internals.js';
import { keepAway } from './lasting-moment.js';
import { countSendsEvenly } from './supervision/shard-mending.js';

const HOUR = 3_600_000;
/** Milliseconds that a busy machine may stand still in between. */
const SLACK = 10_000;

describe('a moment that is waited for', () => {
  afterEach(() => vi.restoreAllMocks());

  function setClockBy(ms: number): void {
    const clock = Date.now.bind(Date);
    vi.spyOn(Date, 'now').mockImplementation(() => clock() + ms);
  }

  it.each([HOUR, -HOUR, 24 * HOUR])('stays as far away when the wall clock is set by %d ms', (ms) => {
    const limit = { reset: Date.now() + 30_000, count: 3 };
    keepAway(limit, 'reset');
    setClockBy(ms);

    expect(Math.abs(limit.reset - Date.now() - 30_000)).toBeLessThan(SLACK);
    limit.reset = Date.now() + 50_000;
    expect(Math.abs(limit.reset - Date.now() - 50_000)).toBeLessThan(SLACK);
    expect(limit.count).toBe(3);
  });

  it('is the end of the minute in which what a shard sends is counted', () => {
    const internals = { sendRateLimitState: { sent: 0, resetAt: 0 } } as ShardInternals;
    countSendsEvenly(internals, new MonitorSettings());
    internals.sendRateLimitState = { sent: 7, resetAt: 0 };
    setClockBy(-HOUR);

    expect(internals.sendRateLimitState.sent).toBe(7);
    expect(Math.abs(internals.sendRateLimitState.resetAt - Date.now() - 60_000)).toBeLessThan(SLACK);
  });
});
