import { counted, duration } from './words.js';

describe('a duration in words', () => {
  it.each([
    [0, '0 s'],
    [999, '0 s'],
    [43_000, '43 s'],
    [60_000, '1 min'],
    [125_000, '2 min 5 s'],
    [3_600_000, '1 h'],
    [12_000_000, '3 h 20 min'],
    [1_051_200_000, '12 d 4 h'],
  ])('says %d ms as %s', (ms, words) => {
    expect(duration(ms)).toBe(words);
  });
});

describe('a count in words', () => {
  it.each([
    [0, '0 shards'],
    [1, '1 shard'],
    [18_412, '18,412 shards'],
  ])('says %d as %s', (count, words) => {
    expect(counted(count, 'shard')).toBe(words);
  });
});
