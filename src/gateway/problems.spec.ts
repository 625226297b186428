import { now } from '../bus/now.js';
import { isFatal } from '../model/problem.js';
import { closeProblem, problemOf } from './problems.js';
import { RequestHeld } from './rest/request-held.js';

const withCode = (code: string) => Object.assign(new Error('failed'), { code });

describe('a problem', () => {
  it.each([
    [4004, 'token_rejected'],
    [4010, 'shard_invalid'],
    [4011, 'sharding_required'],
    [4012, 'version_invalid'],
    [4013, 'intents_invalid'],
    [4014, 'intents_disallowed'],
  ])('is fatal after close code %d', (code, kind) => {
    expect(closeProblem(code).kind).toBe(kind);
    expect(isFatal(closeProblem(code))).toBe(true);
  });

  it('is not fatal after any other close', () => {
    expect([1000, 1006, 4000, 4009].map((code) => isFatal(closeProblem(code)))).toEqual([false, false, false, false]);
    expect(closeProblem(4000).detail).toBe('close code 4000, unknown error');
    expect(closeProblem(1006).detail).toBe('close code 1006, cut without a word');
    expect(closeProblem(1000).detail).toBe('close code 1000');
  });

  it.each([
    [withCode('ECONNREFUSED'), 'unreachable'],
    [withCode('ENOTFOUND'), 'dns'],
    [withCode('UND_ERR_CONNECT_TIMEOUT'), 'timeout'],
    [new Error('fetch failed', { cause: withCode('ECONNRESET') }), 'unreachable'],
    [Object.assign(new Error('Unauthorized'), { status: 401 }), 'token_rejected'],
    [Object.assign(new Error('Bad gateway'), { status: 502 }), 'discord_error'],
    [new Error('Unexpected server response: 503'), 'discord_error'],
    [new Error('Opening handshake has timed out'), 'timeout'],
    [new Error('what is this'), 'unexpected'],
    ['not even an error', 'unexpected'],
  ])('has a kind: %s', (error, kind) => {
    expect(problemOf(error, 'api', null).kind).toBe(kind);
  });

  it.each([
    [429, { kind: 'rate_limited', detail: 'HTTP 429, next attempt in 59 s' }],
    [null, { kind: 'rate_limited', detail: 'held back, next attempt in 59 s' }],
    [403, { kind: 'forbidden', detail: 'HTTP 403' }],
  ])('says how long requests are held back after %s', (status, problem) => {
    const held = new RequestHeld(now() + 59_900, 'a test says so', status);

    expect(problemOf(held, 'api', null)).toMatchObject(problem);
  });

  it.each([
    ['wss://gateway.discord.gg/?v=10', 'gateway.discord.gg'],
    ['http://127.0.0.1:4000/api', '127.0.0.1:4000'],
    [null, null],
  ])('names the host of %s', (address, host) => {
    expect(problemOf(new Error('x'), 'gateway', address)).toMatchObject({ peer: 'gateway', host });
  });
});
