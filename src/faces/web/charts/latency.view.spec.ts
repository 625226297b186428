import { historyPoint } from '../../../../test/make.js';
import { histogramOf, noDurations } from '../../../model/histogram.js';
import { type CurvePoint, chartRange, latencyPoint, latencyView, marksView } from './latency.view.js';

const DAY = 86_400_000;
const point = (p50: number | null = 40, p95: number | null = 90): CurvePoint => ({ at: 0, values: [p50, p95] });
const sentence = (...points: readonly CurvePoint[]) => latencyView(chartRange('24h'), points, DAY).sentence;

describe('the chart of the latency, where nothing is drawn', () => {
  it('says how far the latency went', () => {
    expect(sentence(point(36, 67), point(58, 203))).toBe(
      'Gateway latency over the last 24 hours: half of the heartbeats took at most 36\u00a0ms to 58\u00a0ms (p50), ' +
        '95 of 100 at most 67\u00a0ms to 203\u00a0ms (p95).',
    );
  });

  it('leaves out the time in which no shard answered', () => {
    expect(sentence(point(), point(null, null))).toContain('at most 40\u00a0ms (p50)');
  });

  it('says when the first point will come, and not that there was none', () => {
    const view = latencyView(chartRange('1h'), [], 0);

    expect(view).toMatchObject({ sentence: null, empty: { title: 'Nothing measured yet' } });
    expect(sentence(point(null, null))).toBeNull();
  });

  it('says so when the history cannot be read', () => {
    expect(latencyView(chartRange('1h'), null, 0).empty.title).toBe('The history cannot be read');
  });

  it.each([
    ['1h', '1h'],
    ['90d', '90d'],
    ['2 weeks', '1h'],
    [['24h', '7d'], '1h'],
    [undefined, '1h'],
  ])('asked for %s reaches %s back', (asked, shown) => {
    const { range, ranges, from } = latencyView(chartRange(asked), [], 90 * DAY);

    expect(range.name).toBe(shown);
    expect(ranges.filter(({ isCurrent }) => isCurrent).map(({ name }) => name)).toEqual([shown]);
    expect(Date.parse(from)).toBe(90 * DAY - range.ms);
  });
});

describe('what a drawn chart learns', () => {
  it('is a short line of the newest points; what is not known is left out', () => {
    const quiet = latencyPoint(historyPoint({}, { from: 20_000, latency: noDurations }));
    const heard = latencyPoint(historyPoint({}, { from: 10_000, latency: histogramOf([0, 0]) }));

    expect(marksView([heard, quiet], []).newest).toBe('10000,0,0 20000,,');
  });

  it('has incidents, of which one may go on', () => {
    const bands = [
      { from: 1, until: 2, label: 'Discord, 21 min' },
      { from: 3, until: null, label: 'Network, so far' },
    ];

    expect(marksView([], bands).bands.map(({ until }) => until)).toEqual([2, '']);
  });
});
