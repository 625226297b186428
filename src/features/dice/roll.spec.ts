import { roll } from './roll.js';

describe('a die', () => {
  it('shows every side, and nothing beside them', () => {
    const seen = new Set(Array.from({ length: 500 }, () => roll(6)));

    expect([...seen].sort()).toEqual([1, 2, 3, 4, 5, 6]);
  });
});
