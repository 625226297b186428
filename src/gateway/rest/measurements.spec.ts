import { Measurements } from './measurements.js';

describe('what is measured', () => {
  it('is told when it changes, and at every fifth look all the same', () => {
    const told: number[] = [];
    const measurements = new Measurements<{ count: number }>(({ count }) => told.push(count));

    for (const count of [1, 1, 2, 2, 2, 2, 2, 2, 3]) measurements.tick({ count });

    expect(told).toEqual([1, 2, 2, 3]);
  });
});
