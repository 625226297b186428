import { isInvalid, isShutOut, retryAfterMs, sublimitMs } from './answer.js';

const head = (status: number, headers: Record<string, string> = {}) => ({
  status,
  headers: new Headers(headers),
});
const json = { 'Content-Type': 'application/json' };
const page = { 'Content-Type': 'text/html; charset=UTF-8' };

describe('an answer', () => {
  it.each([
    [401, {}, true],
    [403, {}, true],
    [429, {}, true],
    [429, { 'X-RateLimit-Scope': 'user' }, true],
    [429, { 'X-RateLimit-Scope': 'global' }, true],
    [429, { 'X-RateLimit-Scope': 'shared' }, false],
    [404, {}, false],
    [500, {}, false],
    [204, {}, false],
  ])('%d %o is invalid: %s', (status, headers, isIt) => {
    expect(isInvalid(head(status, headers))).toBe(isIt);
  });

  it.each([
    [429, { ...json, 'Retry-After': '3' }, false],
    [429, { ...json, 'Retry-After': '0' }, false],
    [429, { ...json, 'Retry-After': 'soon' }, true],
    [429, json, true],
    [429, { ...page, 'Retry-After': '3600' }, true],
    [403, page, true],
    [403, json, false],
    [502, page, false],
    [200, page, false],
  ])('%d %o shuts us out: %s', (status, headers, isIt) => {
    expect(isShutOut(head(status, headers))).toBe(isIt);
  });

  it.each([
    ['3', 3_000],
    ['0.25', 250],
    ['0', 0],
    ['999999999', 86_400_000],
    ['-1', null],
    ['soon', null],
    ['', null],
  ])('with Retry-After "%s" asks to wait %s ms', (text, ms) => {
    expect(retryAfterMs(head(429, { 'Retry-After': text }))).toBe(ms);
  });

  it('may name a date to wait for', () => {
    const inAMinute = new Date(Date.now() + 60_000).toUTCString();

    const waitMs = retryAfterMs(head(429, { 'Retry-After': inAMinute })) ?? 0;

    expect(waitMs).toBeGreaterThan(50_000);
    expect(waitMs).toBeLessThanOrEqual(60_000);
  });

  it('makes discord.js wait without a word where the limit is not that of the whole route', () => {
    const asked = { 'Retry-After': '600' };
    const full = { 'X-RateLimit-Remaining': '0', 'X-RateLimit-Reset-After': '600' };

    expect(sublimitMs(head(429, { ...asked, 'X-RateLimit-Remaining': '1' }))).toBe(600_000);
    expect(sublimitMs(head(429, { ...asked, ...full }))).toBeNull();
    expect(sublimitMs(head(429, { ...asked, 'X-RateLimit-Global': 'true' }))).toBeNull();
    expect(sublimitMs(head(429, { ...asked, ...page }))).toBeNull();
    expect(sublimitMs(head(200, full))).toBeNull();
  });
});
