import { InvalidRequests } from './invalid-requests.js';

const MINUTE = 60_000;

function noted(entries: readonly (readonly [at: number, route: string, status: number])[]): InvalidRequests {
  const invalid = new InvalidRequests({ timeFactor: 1 });
  for (const [at, route, status] of entries) invalid.note({ at, route, status });
  return invalid;
}

describe('the invalid requests', () => {
  it('are those of the last ten minutes, of 10,000', () => {
    const invalid = noted([
      [0, 'GET /a', 403],
      [9 * MINUTE, 'GET /a', 403],
    ]);

    expect(invalid.told(9 * MINUTE)).toMatchObject({ count: 2, limit: 10_000 });
    expect(invalid.told(10 * MINUTE)).toMatchObject({ count: 1 });
    expect(invalid.told(19 * MINUTE)).toMatchObject({ count: 0, offenders: [] });
  });

  it('name who caused them by route and status, the most frequent first, five at most', () => {
    const many = (count: number, route: string, status: number) =>
      Array.from({ length: count }, () => [0, route, status] as const);

    const { offenders } = noted([
      ...many(1, 'GET /a', 401),
      ...many(4, 'GET /a', 403),
      ...many(9, 'GET /b', 403),
      ...many(2, 'GET /c', 429),
      ...many(3, 'GET /d', 429),
      ...many(5, 'GET /e', 429),
    ]).told(0);

    expect(offenders.map(({ route, status, count }) => `${count} ${status} ${route}`)).toEqual([
      '9 403 GET /b',
      '5 429 GET /e',
      '4 403 GET /a',
      '3 429 GET /d',
      '2 429 GET /c',
    ]);
  });

  it('are kept for as much less as time runs faster', () => {
    const invalid = new InvalidRequests({ timeFactor: 60 });
    invalid.note({ at: 0, route: 'GET /a', status: 403 });

    expect(invalid.told(9_999)).toMatchObject({ count: 1 });
    expect(invalid.told(10_000)).toMatchObject({ count: 0 });
  });
});
