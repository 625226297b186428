import { Clock } from '../clock.js';
import { SendLimit } from './send-limit.js';

describe('what a client sends', () => {
  it('is at most 120 payloads a minute, and then may begin again', () => {
    const limit = new SendLimit(new Clock());
    const now = Date.now();

    const taken = Array.from({ length: 121 }, () => limit.take(now));

    expect(taken.indexOf(false)).toBe(120);
    expect(limit.take(now + 60_000)).toBe(true);
  });

  it('is counted by the minute of a faster clock', () => {
    const limit = new SendLimit(new Clock(60));
    const now = Date.now();
    for (let count = 0; count < 120; count += 1) limit.take(now);

    expect([limit.take(now), limit.take(now + 1_001)]).toEqual([false, true]);
  });
});
