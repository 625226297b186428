import { incident } from '../../../../test/make.js';
import { chartBands } from './chart-bands.js';

describe('incidents in a chart', () => {
  it('are marked with their cause and how long they took, the oldest first', () => {
    const bands = chartBands([
      incident({ id: 3, beganAt: 200_000, endedAt: null, culprit: 'network' }),
      incident({ id: 2, beganAt: 100_000, endedAt: 143_000, culprit: null }),
      incident({ id: 1, beganAt: 0, endedAt: 60_000, culprit: 'discord' }),
    ]);

    expect(bands).toEqual([
      { from: 0, until: 60_000, label: 'Discord, 1\u00a0min' },
      { from: 100_000, until: 143_000, label: 'Cause not known, 43\u00a0s' },
      { from: 200_000, until: null, label: 'Network, open' },
    ]);
  });
});
