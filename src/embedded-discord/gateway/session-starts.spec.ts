import { SessionStarts } from './session-starts.js';

const DAY = 86_400_000;

describe('session starts', () => {
  it('number 1,000 a day, from the first one on', () => {
    const starts = new SessionStarts(16);
    starts.count(1_000);

    expect(starts.wire(2_000)).toEqual({ total: 1_000, remaining: 999, reset_after: DAY - 1_000, max_concurrency: 16 });
    expect(starts.wire(DAY + 1_000)).toMatchObject({ remaining: 1_000, reset_after: 0 });
  });

  it('are spaced by 5 s for shards of the same key, and not for others', () => {
    const starts = new SessionStarts(2);

    expect(starts.takeTurn(0, 0)).toBe(true);
    expect(starts.takeTurn(1, 0)).toBe(true);
    expect(starts.takeTurn(2, 4_999)).toBe(false);
    expect(starts.takeTurn(2, 5_000)).toBe(true);
  });
});
