import { type FaultWish, faultSchema, readFault, wayOf } from './fault.js';
import { kinds } from './kinds.js';

describe('a fault', () => {
  it('is whole when only its name is said', () => {
    expect(readFault({ fault: 'rest.429' })).toEqual({
      kind: 'rest.429',
      params: { reach: 'user', retryAfterMs: 1_000 },
      scope: { shards: null, route: null },
      limit: { count: null, durationMs: null, probability: null, everyMs: null },
    });
  });

  it('waits for somebody when its moment is not now', () => {
    expect(wayOf(readFault({ fault: 'ws.drop' }))).toBe('act');
    expect(wayOf(readFault({ fault: 'ws.drop', when: 'resume' }))).toBe('waiting');
  });

  it.each<[unknown, string, string]>([
    [{ fault: 'ws.close', code: 4000, when: 'connect', scope: { shards: [0] } }, 'scope.shards', 'before IDENTIFY'],
    [{ fault: 'ws.muteHello', scope: { shards: [0] } }, 'scope.shards', 'does not know shards'],
    [{ fault: 'token.invalidate', limit: { probability: 0.5 } }, 'limit.probability', 'on or off'],
    [{ fault: 'guilds.unavailable', ids: ['x'] }, 'ids', 'each an id'],
    ['ws.drop', '', 'must be a JSON object'],
  ])('%j is refused with the name of the field', (wish, field, words) => {
    expect(() => readFault(wish as FaultWish)).toThrow(expect.objectContaining({ field }) as Error);
    expect(() => readFault(wish as FaultWish)).toThrow(words);
  });

  it('has a schema for every kind', () => {
    const { oneOf } = faultSchema() as { oneOf: { title: string }[] };

    expect(oneOf.map(({ title }) => title)).toEqual(Object.keys(kinds));
  });
});
