import { lagOf } from './loop-lag.js';

describe('the lag of the event loop', () => {
  it('is nothing where every turn comes in time', () => {
    expect(lagOf({ p99Ms: 10.2, longestMs: 14, windowMs: 2_000 })).toBe(0.2);
    expect(lagOf({ p99Ms: 9, longestMs: 9, windowMs: 2_000 })).toBe(0);
  });

  it('is what most turns of a busy process take', () => {
    expect(lagOf({ p99Ms: 210, longestMs: 220, windowMs: 2_000 })).toBe(200);
  });

  it('does not hide one long turn among hundreds of short ones', () => {
    expect(lagOf({ p99Ms: 11, longestMs: 5_000, windowMs: 6_900 })).toBe(4_921);
  });
});
