import { IdentifyPace } from './identify-pace.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** When IDENTIFYs are sent by a shard whose every one leads to nothing after `lostAfterMs`. */
function identifies(untilMs: number, lostAfterMs: number): number[] {
  const pace = new IdentifyPace();
  const sent: number[] = [];
  for (let now = 0; now < untilMs; now += lostAfterMs + pace.waitMs(now + lostAfterMs)) {
    pace.spent(now);
    sent.push(now);
  }
  return sent;
}

describe('the pace of IDENTIFYs of one shard', () => {
  it.each([
    ['refused at once (op 9)', 600],
    ['READY never comes', 30_500],
  ])('is at most 12 in the first hour and 50 in a day when %s', (_why, lostAfterMs) => {
    expect(identifies(HOUR, lostAfterMs).length).toBeLessThanOrEqual(12);
    expect(identifies(24 * HOUR, lostAfterMs).length).toBeLessThanOrEqual(50);
  });

  it('lets the first one go at once, and the second after 5 s', () => {
    expect(identifies(6_000, 600)).toEqual([0, 5_000]);
  });

  it('forgets what went before once a session has stood for ten minutes', () => {
    expect(waitAfter({ stoodMs: 10 * MINUTE - 1 })).toBeGreaterThan(0);
    expect(waitAfter({ stoodMs: 10 * MINUTE })).toBe(0);
  });

  it('does not take a session that is over for one that stands, however long the next one waits', () => {
    const pace = new IdentifyPace();
    for (let at = 0; at < 9; at++) pace.spent(at);
    pace.stands(10);
    pace.lost(1_000);

    expect(pace.waitMs(11 * MINUTE)).toBeGreaterThan(0);
  });

  it.each([
    ['a second', 1_000],
    ['six minutes', 6 * MINUTE],
    ['eleven minutes', 11 * MINUTE],
  ])('is as slow when each session ends again after %s', (_how, standsMs) => {
    expect(sessions(HOUR, standsMs)).toBeLessThanOrEqual(12);
    expect(sessions(24 * HOUR, standsMs)).toBeLessThanOrEqual(50);
  });

  it.each([1_000, 10_000, 60_000, 4 * MINUTE])('is as slow when the process is started anew every %d ms', (lifeMs) => {
    const sent: number[] = [];
    for (let now = 0; now < 24 * HOUR; now += lifeMs) {
      const waitMs = IdentifyPace.after(sent.filter((at) => at > now - 24 * HOUR)).waitMs(now);
      if (waitMs < lifeMs) sent.push(now + waitMs);
    }

    expect(sent.filter((at) => at < HOUR).length).toBeLessThanOrEqual(12);
    expect(sent.length).toBeLessThanOrEqual(50);
  });

  it('does not punish a bot that is started anew now and then', () => {
    const hourly = Array.from({ length: 24 }, (_, hour) => hour * HOUR);

    expect(IdentifyPace.after(hourly).waitMs(23 * HOUR)).toBe(5_000);
  });
});

/** How long a shard waits that has a session again after many in vain, and has lost it after `stoodMs`. */
function waitAfter({ stoodMs }: { readonly stoodMs: number }): number {
  const pace = new IdentifyPace();
  for (let at = 0; at < 9; at++) pace.spent(at);
  pace.stands(9);
  pace.lost(9 + stoodMs);
  return pace.waitMs(9 + stoodMs);
}

/** How many sessions a shard begins whose every one ends again after `standsMs`. */
function sessions(untilMs: number, standsMs: number): number {
  const pace = new IdentifyPace();
  let count = 0;
  for (let now = 0; now < untilMs; now += pace.waitMs(now)) {
    pace.spent(now);
    pace.stands(now);
    count += 1;
    now += standsMs;
    pace.lost(now);
  }
  return count;
}
