import { type Life, type UptimeFacts, pausesOf, uptimeBegins, uptimeOf } from './uptime.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Midnight in UTC, and noon of the same day. */
const TODAY = 20_000 * DAY;
const NOON = TODAY + 12 * HOUR;

const seen = (from: number, observedMs: number, answeredMs = observedMs) => ({ from, observedMs, answeredMs });
const life = (startedAt: number, endedAt: number | null): Life => ({ startedAt, endedAt });

/** A bot that was started at midnight, and has answered everything since. */
function uptime(parts: Partial<UptimeFacts> = {}) {
  const firstStartedAt = parts.firstStartedAt ?? parts.lives?.[0]?.startedAt ?? TODAY;
  const days = [seen(TODAY, 12 * HOUR)];
  return uptimeOf({ days, lastDay: days, lives: [life(TODAY, NOON)], now: NOON, ...parts, firstStartedAt });
}

const today = (parts: Partial<UptimeFacts>) => uptime(parts).days.at(-1);
const ratios = ({ windows }: ReturnType<typeof uptime>) => Object.values(windows).map(({ ratio }) => ratio);

describe('the availability over weeks', () => {
  it('has 90 days, and no data of those before the very first start', () => {
    const { days } = uptime();

    expect(days).toHaveLength(90);
    expect(days.at(-1)).toMatchObject({ from: TODAY, until: NOON, knownMs: 12 * HOUR, stoppedMs: 0, ratio: 1 });
    expect(days.slice(0, -1).filter(({ ratio, knownMs }) => ratio !== null || knownMs > 0)).toEqual([]);
  });

  it('is not diluted by time of which nothing is known', () => {
    expect(ratios(uptime({ days: [seen(TODAY, HOUR, HOUR / 2)], lastDay: [seen(TODAY, HOUR, HOUR / 2)] }))).toEqual([
      0.5, 0.5, 0.5, 0.5,
    ]);
  });

  it('counts time between two processes as not answered', () => {
    const lives = [life(TODAY, TODAY + 3 * HOUR), life(TODAY + 6 * HOUR, NOON)];

    expect(today({ lives, days: [seen(TODAY, 9 * HOUR)] })).toMatchObject({
      knownMs: 12 * HOUR,
      answeredMs: 9 * HOUR,
      stoppedMs: 3 * HOUR,
      ratio: 0.75,
    });
  });

  it('counts whole days in which nothing ran as down, from the first start on', () => {
    const begun = TODAY - 3 * DAY;
    const lives = [life(begun, begun + DAY), life(TODAY, NOON)];
    const { days, windows } = uptime({ lives, days: [seen(begun, DAY), seen(TODAY, 12 * HOUR)] });

    expect(days.slice(-5).map(({ ratio }) => ratio)).toEqual([null, 1, 0, 0, 1]);
    expect(windows['7d']).toMatchObject({ knownMs: 3.5 * DAY, answeredMs: 1.5 * DAY, stoppedMs: 2 * DAY });
    expect(windows['24h'].ratio).toBe(0.5);
  });

  it('has no data, and no outage, where a process ran of which nothing was kept', () => {
    const begun = TODAY - 2 * DAY;
    const { days } = uptime({ lives: [life(begun, NOON)] });

    expect(days.slice(-3).map(({ ratio }) => ratio)).toEqual([null, null, 1]);
  });

  it('does not take the unknown end of a life for an early one', () => {
    const lives = [life(TODAY - 2 * DAY, null), life(TODAY, NOON)];

    expect(today({ lives })?.ratio).toBe(1);
    expect(uptime({ lives }).windows['90d'].stoppedMs).toBe(0);
  });

  it('reaches 24 hours back, to the quarter of an hour', () => {
    expect(uptimeBegins(NOON + 60_000).lastDay).toBe(NOON - DAY);
    expect(uptime({ lastDay: [seen(NOON - DAY - 1, 1, 0), seen(NOON - DAY, HOUR)] }).windows['24h'].ratio).toBe(1);
  });
});

describe('a wall clock that is set between two processes', () => {
  const FIRST_END = TODAY + 4 * HOUR;

  it.each([
    ['an hour back', -HOUR],
    ['a day back', -DAY],
    ['a second back', -1_000],
  ])('%s makes no outage, and nothing above 100 %%', (_name, set) => {
    const begun = FIRST_END + set;
    const now = begun + 2 * HOUR;
    const lives = [life(TODAY, FIRST_END), life(begun, now)];
    // Both have written down what they saw, of partly the same time.
    const points = [seen(TODAY, 4 * HOUR), seen(begun, 2 * HOUR)];
    const found = uptime({ lives, days: points, lastDay: points, now, firstStartedAt: Math.min(TODAY, begun) });

    for (const span of [...found.days, ...Object.values(found.windows)]) {
      expect(span.ratio ?? 1).toBe(1);
      expect(span.stoppedMs).toBe(0);
      expect(span.knownMs).toBeLessThanOrEqual(Math.max(0, span.until - span.from));
    }
  });

  it('counts no time twice: what was not answered stays so', () => {
    const twice = [seen(TODAY, 12 * HOUR, 6 * HOUR), seen(TODAY + HOUR, 12 * HOUR, 6 * HOUR)];

    expect(today({ days: twice })).toMatchObject({ knownMs: 12 * HOUR, answeredMs: 6 * HOUR, ratio: 0.5 });
  });

  it.each([
    ['an hour', HOUR],
    ['a day', DAY],
  ])('%s forward, while the process runs, is a time without data and no outage', (_name, set) => {
    // Its history goes by its own clock, which nobody sets; its last sign of life by the wall clock.
    const [end, now] = [FIRST_END + set, FIRST_END + set + HOUR];
    const points = [seen(TODAY, 4 * HOUR), seen(end, HOUR)];
    const found = uptime({ lives: [life(TODAY, end), life(end, now)], days: points, lastDay: points, now });

    expect(found.windows['90d']).toMatchObject({ knownMs: 5 * HOUR, stoppedMs: 0, ratio: 1 });
  });
});

describe('the pauses between lives', () => {
  const range = { from: 0, until: 100 };

  it.each([
    ['none while one goes on', [life(0, 100)], []],
    ['one between two lives', [life(0, 40), life(60, 100)], [[40, 60]]],
    ['one up to now', [life(0, 40)], [[40, 100]]],
    ['none where lives overlap', [life(0, 70), life(50, 100)], []],
    ['none within a life that outlasts others', [life(0, 90), life(10, 20), life(30, 100)], []],
    ['none in the future', [life(0, 40), life(300, 400)], [[40, 100]]],
  ])('are %s', (_name, lives, pauses) => {
    expect(pausesOf(lives, range).map(({ from, until }) => [from, until])).toEqual(pauses);
  });
});
