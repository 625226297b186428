import { now } from './now.js';

describe('the time of everything that is judged', () => {
  it('begins with the wall clock', () => {
    expect(Math.abs(now() - Date.now())).toBeLessThan(1_000);
  });

  it('does not follow a wall clock that is set', () => {
    const before = now();
    const setBack = vi.spyOn(Date, 'now').mockReturnValue(0);
    const after = now();
    setBack.mockRestore();

    expect(after).toBeGreaterThanOrEqual(before);
  });
});
