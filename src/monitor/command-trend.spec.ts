import { historyPoint } from '../../test/make.js';
import { noDurations } from '../model/histogram.js';
import { hoursOf } from './command-trend.js';

const HOUR = 3_600_000;
const NOW = 100 * HOUR + 1_234;

const point = (from: number, uses: number) =>
  historyPoint(
    {},
    { from, commands: [{ kind: 'command', name: '/rank', uses, troubled: 1, acknowledgement: noDurations }] },
  );

describe('the last 24 hours of a command', () => {
  it('are counted hour by hour, the one that runs last', () => {
    const hours = hoursOf([point(NOW - 30 * HOUR, 9), point(NOW - 23.5 * HOUR, 1), point(NOW - 60_000, 4)], NOW);

    const rank = hours.get('command /rank');

    expect(rank?.uses).toHaveLength(24);
    expect([rank?.uses[0], rank?.uses[1], rank?.uses[23]]).toEqual([1, 0, 4]);
    expect(rank?.troubled.at(-1)).toBe(1);
  });
});
