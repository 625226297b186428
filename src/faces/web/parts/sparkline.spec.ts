import { sparkline } from './sparkline.js';

describe('a sparkline', () => {
  it('goes from the lowest value at the bottom to the highest at the top', () => {
    expect(sparkline([1, 2, 3])).toMatchObject({ line: 'M0 92L50 50L100 8', endsAt: 8 });
  });

  it('is not drawn from less than two values', () => {
    expect(sparkline([5])).toBeNull();
    expect(sparkline([null, 5, null])).toBeNull();
  });

  it('keeps a gap a gap', () => {
    expect(sparkline([1, 1, null, 1, 1])?.line).toBe('M0 92L25 92M75 92L100 92');
  });

  it('has no end while nothing is known now', () => {
    expect(sparkline([1, 2, null])?.endsAt).toBeNull();
  });
});
