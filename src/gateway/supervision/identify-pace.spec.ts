import { IdentifyPace } from './identify-pace.js';

const HOUR = 3_600_000;

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
    const pace = new IdentifyPace();
    for (let at = 0; at < 5; at++) pace.spent(at);
    pace.succeeded(10);

    expect(pace.waitMs(11)).toBeGreaterThan(0);
    expect(pace.waitMs(10 + 600_000)).toBe(0);
  });

  it('brakes sessions that begin and end again', () => {
    const pace = new IdentifyPace();
    let now = 0;
    for (let round = 0; round < 6; round++) {
      now += pace.waitMs(now);
      pace.spent(now);
      pace.succeeded(now);
      now += 1_000;
    }

    expect(pace.waitMs(now)).toBeGreaterThan(100_000);
  });
});
