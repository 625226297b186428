import { Pauses } from './pauses.js';

/** Pauses of an outage of so many milliseconds, each attempt failing at once. */
function pausesOf(outageMs: number, chance: number): number[] {
  const pauses = new Pauses(() => chance);
  const all: number[] = [];
  for (let now = 0; now < outageMs; now += all.at(-1) ?? 0) all.push(pauses.next(now));
  return all;
}

describe('the pauses between attempts', () => {
  it('begin short and double', () => {
    expect(pausesOf(4_000, 0)).toEqual([500, 1_000, 2_000, 3_300]);
  });

  it.each([0, 1])('stay within 4 s during the first minute (chance %d)', (chance) => {
    expect(Math.max(...pausesOf(60_000, chance))).toBeLessThanOrEqual(4_000);
  });

  it.each([0, 1])(
    'bring the bot back within 35 s after ten minutes, a second of which is left for a new session (chance %d)',
    (chance) => {
      expect(Math.max(...pausesOf(600_000, chance))).toBeLessThanOrEqual(34_000);
    },
  );

  it.each([0, 0.5, 1])('make fewer than 100 attempts in 38 minutes (chance %d)', (chance) => {
    expect(pausesOf(38 * 60_000, chance).length).toBeLessThan(100);
  });

  it('begin anew after a success', () => {
    const pauses = new Pauses(() => 0);
    for (let attempt = 0; attempt < 5; attempt++) pauses.next(0);
    pauses.reset();

    expect(pauses.next(1_000_000)).toBe(500);
  });
});
