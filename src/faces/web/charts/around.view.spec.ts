import { historyPoint, incident } from '../../../../test/make.js';
import { aroundView, curvesAround, spanAround } from './around.view.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const whole = curvesAround(incident({ shardIds: [0, 1], shardCount: 2 }));

describe('the chart around an incident', () => {
  it('shows as much before and after as it took, and five minutes at least', () => {
    expect(spanAround({ beganAt: 5 * HOUR, endedAt: 6 * HOUR }, 9 * HOUR)).toEqual({ from: 4 * HOUR, until: 7 * HOUR });
    expect(spanAround({ beganAt: HOUR, endedAt: HOUR + MINUTE }, 9 * HOUR)).toEqual({
      from: 55 * MINUTE,
      until: 66 * MINUTE,
    });
  });

  it('goes on while that is not over', () => {
    expect(spanAround({ beganAt: HOUR, endedAt: null }, HOUR + MINUTE).until).toBeUndefined();
    expect(spanAround({ beganAt: HOUR, endedAt: HOUR + MINUTE }, HOUR + 2 * MINUTE).until).toBeUndefined();
  });

  it('asks for the latency of that time', () => {
    expect(aroundView({ from: 0, until: HOUR }, whole, []).query).toBe(
      '?fields=at%2ClatencyP50Ms%2ClatencyP95Ms&from=1970-01-01T00%3A00%3A00.000Z&until=1970-01-01T01%3A00%3A00.000Z',
    );
    expect(aroundView({ from: 0, until: undefined }, whole, [])).toMatchObject({ until: '' });
  });

  it('says what there is to see, or why there is nothing', () => {
    const span = { from: 0, until: HOUR };

    expect(aroundView(span, whole, [{ at: 0, values: [40, 90] }]).sentence).toMatch(
      /^Gateway latency around the incident: half/,
    );
    expect(aroundView(span, whole, [])).toMatchObject({ sentence: null, empty: { title: 'Nothing was measured' } });
    expect(aroundView(span, whole, null).empty.title).toBe('The history cannot be read');
  });

  it('draws the one shard that was away beside all of them', () => {
    const one = curvesAround(incident({ shardIds: [7], shardCount: 16 }));
    const { query, names, sentence } = aroundView({ from: 0, until: HOUR }, one, [
      { at: 0, values: [40, 41] },
      { at: 1, values: [null, 58] },
    ]);

    expect(query).toMatch(/^\?fields=at%2CshardLatencyMs%2ClatencyP50Ms&shard=7&/);
    expect(names).toEqual(['Shard\u00a07', 'p50 of all']);
    expect(sentence).toBe(
      'Gateway latency around the incident: shard\u00a07 took 40\u00a0ms while it answered; of all shards half took at most 41\u00a0ms to 58\u00a0ms.',
    );
  });

  it('has a gap in its curve while the shard does not answer, whatever it had before', () => {
    const shards = [{ id: 7, answeredRatio: 0, latencyMs: 42 }];
    const one = curvesAround(incident({ shardIds: [7], shardCount: 16 }));

    expect(one.point(historyPoint({}, { shards })).values).toEqual([null, expect.any(Number)]);
  });
});
