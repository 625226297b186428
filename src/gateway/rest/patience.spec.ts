import type { Answer } from './answer.js';
import { patienceFor, repeatAfterMs } from './patience.js';
import { requestRoute } from './request-route.js';

const api = 'https://discord.test/api';
const id = '1187402291846283264';
const get = requestRoute('GET', `${api}/users/@me`, api);
const post = requestRoute('POST', `${api}/channels/${id}/messages`, api);
const callback = requestRoute('POST', `${api}/interactions/${id}/token/callback`, api);
const followUp = requestRoute('POST', `${api}/webhooks/${id}/token`, api);
const edit = requestRoute('PATCH', `${api}/webhooks/${id}/token/messages/@original`, api);

const answer = (status: number, headers = {}) => ({ status, headers: new Headers(headers) }) as unknown as Answer;
const error = (code: string) => Object.assign(new Error(code), { code });
const isRepeated = (route: typeof get, result: Answer | Error) => repeatAfterMs({ route, result, attempt: 1 }) !== null;

describe('a request that failed', () => {
  it.each([get, post, followUp, edit])('is sent again after an error 5xx: $label', (route) => {
    expect(isRepeated(route, answer(502))).toBe(true);
  });

  it.each([get, edit])('is sent again when its answer did not come, where twice is like once: $label', (route) => {
    expect(isRepeated(route, error('ECONNRESET'))).toBe(true);
    expect(isRepeated(route, new Error('timed out'))).toBe(true);
  });

  it.each([post, followUp, callback])('is not sent again when it may have been done already: $label', (route) => {
    expect(isRepeated(route, error('ECONNRESET'))).toBe(false);
    expect(isRepeated(route, new Error('timed out'))).toBe(false);
  });

  it.each([get, post, callback])('is sent again when it never left: $label', (route) => {
    expect(isRepeated(route, error('ECONNREFUSED'))).toBe(true);
    expect(isRepeated(route, error('EAI_AGAIN'))).toBe(true);
  });

  it('is not sent again after an error 5xx when it answers an interaction', () => {
    expect(isRepeated(callback, answer(500))).toBe(false);
  });

  it('is not sent again when Discord said no', () => {
    for (const status of [400, 401, 403, 404]) {
      expect(isRepeated(get, answer(status))).toBe(false);
      expect(isRepeated(callback, answer(status))).toBe(false);
    }
  });

  it('waits for its rate limit at discord.js, but for interactions, where there is no time', () => {
    const limited = answer(429, { 'Retry-After': '1' });

    expect(repeatAfterMs({ route: get, result: limited, attempt: 1 })).toBeNull();
    expect(repeatAfterMs({ route: callback, result: limited, attempt: 1 })).toBe(1_000);
  });

  it('waits longer each time', () => {
    const pauses = [1, 2, 3].map((attempt) => repeatAfterMs({ route: get, result: answer(500), attempt }) ?? 0);

    expect(pauses[0]).toBeGreaterThanOrEqual(500);
    expect(pauses[1]).toBeGreaterThanOrEqual(1_000);
    expect(pauses[2]).toBeGreaterThanOrEqual(2_000);
    expect(pauses[2]).toBeLessThanOrEqual(2_400);
  });
});

describe('patience', () => {
  it('is over within the 3 seconds of an interaction, whatever is wished', () => {
    expect(patienceFor(callback, { inAllMs: 60_000 }).inAllMs).toBeLessThan(3_000);
  });

  it('is as long as wished elsewhere', () => {
    expect(patienceFor(get, { attempts: 1 })).toMatchObject({ attempts: 1, answerWithinMs: 15_000 });
  });
});
