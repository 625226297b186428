import { aroundView, spanAround } from './around.view.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

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
    expect(aroundView({ from: 0, until: HOUR }, []).query).toBe(
      '?fields=at%2ClatencyP50Ms%2ClatencyP95Ms&from=1970-01-01T00%3A00%3A00.000Z&until=1970-01-01T01%3A00%3A00.000Z',
    );
    expect(aroundView({ from: 0, until: undefined }, [])).toMatchObject({ until: '' });
  });

  it('says what there is to see, or why there is nothing', () => {
    const span = { from: 0, until: HOUR };

    expect(aroundView(span, [{ at: 0, p50: 40, p95: 90 }]).sentence).toMatch(
      /^Gateway latency around the incident: half/,
    );
    expect(aroundView(span, [])).toMatchObject({ sentence: null, empty: { title: 'Nothing was measured' } });
    expect(aroundView(span, null).empty.title).toBe('The history cannot be read');
  });
});
