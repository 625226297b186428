import { Stopwatch } from './stopwatch.js';

describe('a stopwatch', () => {
  let late: number;
  let stopwatch: Stopwatch;

  beforeEach(() => {
    vi.useFakeTimers();
    late = 0;
    stopwatch = new Stopwatch(10_000, () => (late += 1));
  });
  afterEach(() => vi.useRealTimers());

  /** Lets `ms` pass, and `blockedMs` more in which the event loop stands still: what was due comes that much too late. */
  function passBlocked(ms: number, blockedMs: number): void {
    const end = performance.now() + ms + blockedMs;
    const clock = vi.spyOn(performance, 'now').mockReturnValue(end);
    vi.advanceTimersByTime(ms);
    clock.mockRestore();
  }

  it('calls once when the time is over, and not before', () => {
    stopwatch.start();

    vi.advanceTimersByTime(9_999);
    expect([late, stopwatch.isRunning]).toEqual([0, true]);
    vi.advanceTimersByTime(1);
    expect([late, stopwatch.isRunning]).toEqual([1, false]);
    vi.advanceTimersByTime(60_000);
    expect(late).toBe(1);
  });

  it('does not call once it is stopped', () => {
    stopwatch.start();
    stopwatch.stop();
    vi.advanceTimersByTime(60_000);

    expect([late, stopwatch.isRunning]).toEqual([0, false]);
  });

  it('goes on with the wait that has begun when it is started again', () => {
    stopwatch.start();
    vi.advanceTimersByTime(6_000);
    stopwatch.start();
    vi.advanceTimersByTime(4_000);

    expect(late).toBe(1);
  });

  it('begins the wait anew when it is restarted', () => {
    stopwatch.start();
    vi.advanceTimersByTime(6_000);
    stopwatch.restart();
    vi.advanceTimersByTime(6_000);

    expect(late).toBe(0);
    vi.advanceTimersByTime(4_000);
    expect(late).toBe(1);
  });

  it('can wait again after it has called', () => {
    stopwatch.start();
    vi.advanceTimersByTime(10_000);
    stopwatch.start();
    vi.advanceTimersByTime(10_000);

    expect(late).toBe(2);
  });

  it('lets what lies unread be read first after the event loop was blocked', () => {
    stopwatch.start();
    vi.advanceTimersByTime(9_000);
    passBlocked(1_000, 30_000);

    expect([late, stopwatch.isRunning]).toEqual([0, true]);
    stopwatch.stop();
    vi.advanceTimersByTime(60_000);
    expect(late).toBe(0);
  });

  it('still calls when nothing was there to be read', () => {
    stopwatch.start();
    vi.advanceTimersByTime(9_000);
    passBlocked(1_000, 30_000);
    vi.advanceTimersByTime(1_000);

    expect(late).toBe(1);
  });
});
