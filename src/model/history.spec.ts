import { historyPoint } from '../../test/make.js';
import { mergedPoint } from './history.js';
import { histogramOf, percentileOf } from './histogram.js';

describe('a longer span of history', () => {
  it('adds up what happened, and what was observed', () => {
    const merged = mergedPoint(
      [historyPoint({ events: 3, blindMs: 10 }), historyPoint({ events: 4, blindMs: 20 })],
      60_000,
    );

    expect(merged).toMatchObject({ from: 60_000, observedMs: 20_000, answeredMs: 20_000 });
    expect(merged.counts).toMatchObject({ events: 7, blindMs: 30 });
  });

  it('has the percentiles of all its durations, not the mean of those of its parts', () => {
    const quick = historyPoint({}, { latency: histogramOf(Array(99).fill(10)) });
    const slow = historyPoint({}, { latency: histogramOf([2_000]) });

    const { latency } = mergedPoint([quick, slow], 0);

    expect(percentileOf(latency, 0.5)).toBeCloseTo(10, 0);
    expect(percentileOf(latency, 1)).toBeGreaterThan(1_900);
  });

  it('keeps the worst: verdicts, memory, what is left; and the last number of servers', () => {
    const levels = historyPoint().levels;
    const before = historyPoint(
      {},
      { verdict: 'down', levels: { ...levels, guilds: 5, rssBytes: 9, sessionStartsLeft: 7 } },
    );
    const after = historyPoint({}, { levels: { ...levels, guilds: 4, rssBytes: 8, sessionStartsLeft: 9 } });

    expect(mergedPoint([before, after], 0)).toMatchObject({
      verdict: 'down',
      levels: { guilds: 4, rssBytes: 9, sessionStartsLeft: 7 },
    });
  });

  it('knows nothing that none of its parts knew', () => {
    const unknown = historyPoint({}, { levels: { ...historyPoint().levels, rssBytes: null } });

    expect(mergedPoint([unknown, unknown], 0).levels.rssBytes).toBeNull();
  });

  it('weighs what shards answered by the time in which they were looked at', () => {
    const shard = { id: 0, latencyMs: 40 };
    const long = historyPoint({}, { observedMs: 9_000, shards: [{ ...shard, answeredRatio: 1 }] });
    const short = historyPoint({}, { observedMs: 1_000, shards: [{ ...shard, answeredRatio: 0, latencyMs: null }] });

    expect(mergedPoint([long, short], 0).shards).toEqual([{ id: 0, answeredRatio: 0.9, latencyMs: 40 }]);
  });
});
