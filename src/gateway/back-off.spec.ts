import { backOffMs } from './back-off.js';

describe('the wait after an attempt that failed', () => {
  it('doubles from 1 s to 30 s', () => {
    expect([1, 2, 3, 4, 5, 6, 60].map((attempt) => backOffMs(attempt, 0))).toEqual([
      1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000,
    ]);
  });

  it('is up to a fifth longer by chance', () => {
    expect(backOffMs(6, 1)).toBe(36_000);
    expect(backOffMs(1)).toBeGreaterThanOrEqual(1_000);
    expect(backOffMs(1)).toBeLessThanOrEqual(1_200);
  });
});
