import { added, histogramOf, histogramText, noDurations, percentileOf, readHistogram, sizeOf } from './histogram.js';

const upTo = (count: number): number[] => Array.from({ length: count }, (_, at) => at + 1);

describe('a histogram of durations', () => {
  it.each([0.01, 0.5, 0.95, 0.99, 1])('knows the percentile %d within 5 %%', (share) => {
    const found = percentileOf(histogramOf(upTo(3_000)), share) ?? 0;

    expect(Math.abs(found / (share * 3_000) - 1)).toBeLessThan(0.05);
  });

  it('has the percentiles of all when it is added up, whatever the parts were', () => {
    const all = upTo(1_000);
    const parts = [all.slice(0, 10), all.slice(10, 900), all.slice(900)].map(histogramOf);

    expect(percentileOf(added(parts), 0.95)).toBe(percentileOf(histogramOf(all), 0.95));
    expect(sizeOf(added(parts))).toBe(1_000);
  });

  it('has no percentile of nothing', () => {
    expect(percentileOf(noDurations, 0.5)).toBeNull();
  });

  it('is the same after it was written down', () => {
    const histogram = histogramOf([0, 0.4, 12, 12.1, 900, 4_000_000]);

    expect([...readHistogram(histogramText(histogram))]).toEqual([...histogram]);
    expect(readHistogram('')).toEqual(noDurations);
    expect(readHistogram('x nonsense . 3. .4 -5.3 5.-3 A.1')).toEqual(noDurations);
  });

  it('is short: a day of two thousand commands fits in 300 characters', () => {
    const commands = upTo(2_000).map((number) => 20 + ((number * 7_919) % 1_500));

    expect(histogramText(histogramOf(commands)).length).toBeLessThan(300);
  });
});
