import { InvalidRequests } from './invalid-requests.js';

describe('the count of invalid requests', () => {
  it('knows 401, 403 and 429, but no 429 that is shared with others', () => {
    const invalid = new InvalidRequests();
    for (const status of [200, 400, 401, 403, 404, 429]) invalid.note(status, null, 0);
    invalid.note(429, 'shared', 0);

    expect(invalid.count(0)).toBe(3);
  });

  it('leads to a ban at 10,000, until ten minutes are over', () => {
    const invalid = new InvalidRequests();
    for (let number = 0; number < 9_999; number += 1) invalid.note(401, null, 0);
    expect(invalid.bannedFor(0)).toBe(0);

    invalid.note(401, null, 60_000);

    expect(invalid.bannedFor(60_000)).toBe(540);
    expect(invalid.bannedFor(600_000)).toBe(0);
    expect(invalid.count(600_000)).toBe(0);
  });
});
