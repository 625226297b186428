import { RateLimits } from './rate-limits.js';

const route = 'POST /channels/:channel/messages';

describe('rate limits', () => {
  it('refuse the sixth message in 5 s, and take the next after that', () => {
    const limits = new RateLimits();
    const tickets = Array.from({ length: 6 }, () => limits.take(route, '1', 0));

    expect(tickets.map(({ remaining }) => remaining)).toEqual([4, 3, 2, 1, 0, 0]);
    expect(tickets.map(({ isAllowed }) => isAllowed)).toEqual([true, true, true, true, true, false]);
    expect(tickets[5]).toMatchObject({ limit: 5, resetAt: 5, resetAfter: 5 });
    expect(limits.take(route, '1', 5_000).isAllowed).toBe(true);
  });

  it('count each channel for itself, in one bucket', () => {
    const limits = new RateLimits();
    const [one, other] = [limits.take(route, '1', 0), limits.take(route, '2', 0)];

    expect(other.remaining).toBe(one.remaining);
    expect(other.bucket).toBe(one.bucket);
  });

  it('allow 50 requests in a second over all routes', () => {
    const limits = new RateLimits();
    const allowed = Array.from({ length: 60 }, () => limits.takeGlobal('Bot t', 0)).filter(
      ({ isAllowed }) => isAllowed,
    );

    expect(allowed).toHaveLength(50);
  });
});
