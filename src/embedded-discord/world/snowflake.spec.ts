import { Snowflakes, madeAt, shardOf, snowflakeAt } from './snowflake.js';

describe('a snowflake', () => {
  it('says when it was made, as in Discord’s documentation', () => {
    expect(madeAt('175928847299117063')).toBe(Date.parse('2016-04-30T11:18:25.796Z'));
    expect(madeAt(snowflakeAt(1_700_000_000_123, 5))).toBe(1_700_000_000_123);
  });

  it('belongs to a shard by Discord’s formula', () => {
    expect(shardOf('197038439483310086', 10)).toBe(Number((197038439483310086n >> 22n) % 10n));
  });

  it('is never given out twice, and grows, however many are made in a millisecond', () => {
    const snowflakes = new Snowflakes();
    const ids = Array.from({ length: 10_000 }, () => BigInt(snowflakes.next(1_700_000_000_000)));

    expect(ids.every((id, number) => number === 0 || id > (ids[number - 1] ?? id))).toBe(true);
  });
});
