import { Clock } from './clock.js';

describe("Discord's clock", () => {
  it('divides every duration by one factor', () => {
    expect(new Clock().span(41_250)).toBe(41_250);
    expect(new Clock(100).span(41_250)).toBe(412.5);
  });

  it('may be set apart from ours', () => {
    const clock = new Clock();
    clock.offsetMs = 3_600_000;

    expect(clock.now() - Date.now()).toBeGreaterThan(3_599_000);
  });
});
