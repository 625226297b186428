import { Reconnection } from './reconnection.js';

describe('the reconnections of a shard', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    vi.spyOn(Math, 'random').mockReturnValue(0);
  });
  afterEach(() => {
    vi.restoreAllMocks();
    vi.useRealTimers();
  });

  function waitsOf(reconnection: Reconnection, count: number): readonly number[] {
    return Array.from({ length: count }, () => {
      const waitMs = reconnection.nextWaitMs();
      vi.advanceTimersByTime(waitMs);
      return waitMs;
    });
  }

  function resumeInVain(reconnection: Reconnection, count: number, everyMs: number): void {
    for (let nth = 0; nth < count; nth++) {
      reconnection.resuming();
      vi.advanceTimersByTime(everyMs);
    }
  }

  it('come later from attempt to attempt', () => {
    expect(waitsOf(new Reconnection(1), 4)).toEqual([500, 1_000, 2_000, 3_300]);
  });

  it('come a factor sooner where a test asks for it, and grow just so', () => {
    expect(waitsOf(new Reconnection(100), 4)).toEqual([5, 10, 20, 33]);
  });

  it('begin anew after a connection that stood for 5 s', () => {
    const reconnection = new Reconnection(1);
    waitsOf(reconnection, 3);
    reconnection.established();
    vi.advanceTimersByTime(5_000);

    expect(reconnection.nextWaitMs()).toBe(500);
  });

  it('go on growing where every connection is lost at once: half a second would be a storm', () => {
    const reconnection = new Reconnection(1);
    const waits = Array.from({ length: 4 }, () => {
      reconnection.established();
      vi.advanceTimersByTime(4_999);
      return reconnection.nextWaitMs();
    });

    expect(waits).toEqual([500, 1_000, 2_000, 3_300]);
  });

  it('begin anew when Discord answers that the session is over: then it is there again', () => {
    const reconnection = new Reconnection(1);
    waitsOf(reconnection, 4);
    reconnection.sessionEnded();

    expect(reconnection.nextWaitMs()).toBe(500);
  });

  it('take the session for dead after five RESUMEs in a minute and more that led to nothing', () => {
    const reconnection = new Reconnection(1);

    resumeInVain(reconnection, 4, 20_000);
    expect(reconnection.takeDeadSession()).toBe(false);
    resumeInVain(reconnection, 1, 1);
    expect(reconnection.takeDeadSession()).toBe(true);
  });

  it('do not give the session up for an outage of seconds, however often they tried', () => {
    const reconnection = new Reconnection(1);
    resumeInVain(reconnection, 20, 2_900);

    expect(reconnection.takeDeadSession()).toBe(false);
    vi.advanceTimersByTime(2_000);
    expect(reconnection.takeDeadSession()).toBe(true);
  });

  it('count anew after the session was given up, and after it was taken up', () => {
    const reconnection = new Reconnection(1);
    resumeInVain(reconnection, 5, 20_000);
    reconnection.takeDeadSession();
    expect(reconnection.takeDeadSession()).toBe(false);

    resumeInVain(reconnection, 5, 20_000);
    reconnection.established();
    expect(reconnection.takeDeadSession()).toBe(false);
  });
});
