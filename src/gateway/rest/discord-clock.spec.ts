import { DiscordClock } from './discord-clock.js';

const NOW = 1_700_000_000_000;
const MINUTE = 60_000;

/** An answer of a Discord that is `aheadMs` ahead of us, which took `tookMs`, half of it on the way back unless told. */
function heard(
  clock: DiscordClock,
  { at = NOW, aheadMs = 0, tookMs = 100, onTheWayBackMs = -1, hasLimits = true },
): void {
  const theirs = at - (onTheWayBackMs < 0 ? tookMs / 2 : onTheWayBackMs) + aheadMs;
  const limits = {
    'X-RateLimit-Reset': ((theirs + 4_321) / 1_000).toFixed(3),
    'X-RateLimit-Reset-After': '4.321',
  };
  const headers = new Headers({ Date: new Date(theirs).toUTCString(), ...(hasLimits ? limits : {}) });
  clock.note({ status: 200, headers }, { sentAt: at - tookMs, endedAt: at });
}

const aClock = () => new DiscordClock({ timeFactor: 1 });

describe("the offset of Discord's clock", () => {
  it('is not known before the first answer', () => {
    expect(aClock().offset(NOW)).toBeNull();
  });

  it.each([2_000, 0, -3_600_000])('of %d ms is found in the headers of a limit', (aheadMs) => {
    const clock = aClock();
    heard(clock, { aheadMs });

    expect(clock.offset(NOW)).toEqual({ offsetMs: aheadMs, source: 'rate_limit', measuredAt: NOW });
  });

  it('is that of the quickest answer, because a slow one may have been slow on one way only', () => {
    const clock = aClock();
    heard(clock, { aheadMs: 700, tookMs: 900, onTheWayBackMs: 800 });
    heard(clock, { aheadMs: 700, tookMs: 40, at: NOW + 1_000 });
    heard(clock, { aheadMs: 700, tookMs: 600, onTheWayBackMs: 10, at: NOW + 2_000 });

    expect(clock.offset(NOW + 2_000)).toMatchObject({ offsetMs: 700, measuredAt: NOW + 1_000 });
  });

  it('is forgotten after ten minutes, for the quickest since', () => {
    const clock = aClock();
    heard(clock, { tookMs: 10 });
    heard(clock, { tookMs: 50, at: NOW + 5 * MINUTE });
    heard(clock, { tookMs: 90, at: NOW + 6 * MINUTE });

    expect(clock.offset(NOW + 9 * MINUTE)).toMatchObject({ measuredAt: NOW });
    expect(clock.offset(NOW + 11 * MINUTE)).toMatchObject({ measuredAt: NOW + 5 * MINUTE });
    expect(clock.offset(NOW + 16 * MINUTE)).toBeNull();
  });

  it('is measured anew when a clock was set', () => {
    const clock = aClock();
    heard(clock, { aheadMs: 0, tookMs: 10 });
    heard(clock, { aheadMs: 5_000, tookMs: 200, at: NOW + 1_000 });

    expect(clock.offset(NOW + 1_000)).toMatchObject({ offsetMs: 5_000 });
  });

  it('comes from the Date header while there is nothing better, exact to a second', () => {
    const clock = aClock();
    heard(clock, { aheadMs: 7_000, hasLimits: false });

    const coarse = clock.offset(NOW);
    heard(clock, { aheadMs: 7_000, at: NOW + 1_000 });

    expect(coarse?.source).toBe('date');
    expect(Math.abs((coarse?.offsetMs ?? 0) - 7_000)).toBeLessThanOrEqual(500);
    expect(clock.offset(NOW + 1_000)).toMatchObject({ offsetMs: 7_000, source: 'rate_limit' });
  });

  it('is not exact when only the Date header tells it', () => {
    const clock = aClock();
    heard(clock, { hasLimits: false });

    expect(clock.exactOffsetMs(NOW)).toBeNull();
  });
});
