import { incident } from '../../../../test/make.js';
import { shardStrip, shardWords } from './shard-strip.js';

const ids = (count: number) => [...Array(count).keys()];

describe('the strip of shards', () => {
  it('has a mark for each, and those that were away stand out by their height, too', () => {
    const strip = shardStrip(incident({ shardIds: [2], shardCount: 4 }));

    expect(strip?.marks.map(({ height }) => height)).toEqual([6, 6, 12, 6]);
    expect(strip?.width).toBe(22);
  });

  it('has room for a thousand: neighbours share a mark', () => {
    const strip = shardStrip(incident({ shardIds: [999], shardCount: 1_000 }));

    expect(strip?.marks.length).toBeLessThanOrEqual(64);
    expect(strip?.marks.filter(({ isHit }) => isHit)).toEqual([strip?.marks.at(-1)]);
    expect(strip?.width).toBeLessThan(200);
  });

  it('is left out where no shard is known', () => {
    expect(shardStrip(incident({ shardIds: [], shardCount: 0 }))).toBeNull();
  });

  it('has every mark after a crash', () => {
    const strip = shardStrip(incident({ kind: 'crash', shardIds: [], shardCount: 3 }));

    expect(strip?.marks.every(({ isHit }) => isHit)).toBe(true);
  });
});

describe('the shards in words', () => {
  it.each([
    [[7], 16, 'shard\u00a07'],
    [[2, 5, 9], 16, 'shards 2, 5, 9'],
    [ids(23), 64, '23 of 64 shards'],
    [ids(16), 16, 'all 16 shards'],
    [[0], 1, 'the one shard'],
    [[], 16, 'all shards answered'],
    [[], 0, 'all shards'],
  ])('%j of %i are "%s"', (shardIds, shardCount, words) => {
    expect(shardWords(incident({ shardIds, shardCount }))).toBe(words);
  });
});
