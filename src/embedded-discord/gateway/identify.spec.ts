import { identity } from '../../../test/conformance/gateway-make.js';
import { judgeIdentify } from './identify.js';

const rules = { isToken: (token: unknown) => token === 'good', disallowedIntents: () => 0, guildsOn: () => 2_500 };
const good = { token: 'good', properties: {}, intents: 1 };

describe('an IDENTIFY', () => {
  it('is for the only shard when it names none', () => {
    expect(judgeIdentify(good, rules)).toEqual(identity({ isSharded: false }));
  });

  it('needs more shards above 2,500 guilds', () => {
    expect(judgeIdentify(good, { ...rules, guildsOn: () => 2_501 })).toBe(4011);
  });

  it('is judged in order: token, shard, sharding, intents, allowance', () => {
    const wrong = { token: 'bad', properties: {}, intents: 1 << 30, shard: [9, 2] };
    const strict = { ...rules, guildsOn: () => 9_999, disallowedIntents: () => 2 };

    expect(judgeIdentify(wrong, strict)).toBe(4004);
    expect(judgeIdentify({ ...wrong, token: 'good' }, strict)).toBe(4010);
    expect(judgeIdentify({ ...wrong, token: 'good', shard: [0, 2] }, strict)).toBe(4011);
    expect(judgeIdentify({ ...wrong, token: 'good', shard: [0, 2] }, { ...strict, guildsOn: () => 1 })).toBe(4013);
    expect(judgeIdentify(good, { ...strict, guildsOn: () => 1 })).toBe(4014);
  });
});
