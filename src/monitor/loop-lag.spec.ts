import { lagOf } from './loop-lag.js';

describe('the lag of the event loop', () => {
  it('is nothing where every turn comes in time', () => {
    expect(lagOf({ p99Ms: 50.2, longestMs: 54, windowMs: 2_000 })).toBe(0.2);
    expect(lagOf({ p99Ms: 49, longestMs: 49, windowMs: 2_000 })).toBe(0);
  });

  it('is what most turns of a busy process take', () => {
    expect(lagOf({ p99Ms: 250, longestMs: 260, windowMs: 2_000 })).toBe(200);
  });

  it('does not hide one long turn among hundreds of short ones', () => {
    expect(lagOf({ p99Ms: 51, longestMs: 5_000, windowMs: 6_900 })).toBe(4_881);
  });
});
