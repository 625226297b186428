import { BucketBook } from './bucket-book.js';
import { requestRoute } from './request-route.js';

const api = 'https://discord.test/api';
const route = (path: string) => requestRoute('GET', api + path, api);

type Head = Parameters<BucketBook['note']>[1];

function limits(limit: number, remaining: number, resetAfter = 5): Head {
  const headers = new Headers({
    'X-RateLimit-Limit': String(limit),
    'X-RateLimit-Remaining': String(remaining),
    'X-RateLimit-Reset-After': String(resetAfter),
  });
  return { status: 200, headers };
}

describe('the buckets', () => {
  it('are told with what is left, the fullest first', () => {
    const book = new BucketBook();
    book.note(route('/users/@me'), limits(20, 10), 0);
    book.note(route('/gateway/bot'), limits(2, 0, 1.5), 0);

    expect(book.told(0)).toEqual([
      { route: 'GET /gateway/bot', limit: 2, remaining: 0, resetsAt: 1_500 },
      { route: 'GET /users/@me', limit: 20, remaining: 10, resetsAt: 5_000 },
    ]);
  });

  it('are one for each channel, under one name', () => {
    const book = new BucketBook();
    book.note(route('/channels/100000000000000001/messages'), limits(5, 1), 0);
    book.note(route('/channels/100000000000000002/messages'), limits(5, 4), 0);
    book.note(route('/channels/100000000000000002/messages'), limits(5, 3), 1);

    expect(book.told(1).map(({ remaining }) => remaining)).toEqual([1, 3]);
    expect(new Set(book.told(1).map((bucket) => bucket.route))).toEqual(new Set(['GET /channels/:id/messages']));
  });

  it('are no longer told once they have reset, and are ten at most', () => {
    const book = new BucketBook();
    for (let index = 0; index < 30; index++) {
      book.note(route(`/channels/1000000000000000${index + 10}/messages`), limits(30, index, index + 1), 0);
    }

    expect(book.told(0)).toHaveLength(10);
    expect(book.told(25_000).map(({ remaining }) => remaining)).toEqual([25, 26, 27, 28, 29]);
    expect(book.told(30_000)).toEqual([]);
  });

  it('do not grow without end', () => {
    const book = new BucketBook();
    for (let index = 0; index < 10_000; index++) {
      book.note(route(`/channels/${100_000_000_000_000_000n + BigInt(index)}/messages`), limits(5, 4), 0);
    }

    const { size } = (book as unknown as { buckets: ReadonlyMap<string, unknown> }).buckets;
    expect(size).toBeLessThanOrEqual(2_001);
  });
});
