import { Standstill } from './standstill.js';

/** A process whose timers came at these milliseconds. */
function tickedAt(...times: readonly number[]): Standstill {
  const standstill = new Standstill();
  for (const at of times) standstill.tick(at);
  return standstill;
}

describe('the standstills of this process', () => {
  it('are none while its timers come in time', () => {
    expect(tickedAt(0, 101, 203, 320).between(50, 400)).toBe(0);
  });

  it('are known once the late timer came', () => {
    expect(tickedAt(0, 100, 5_200).between(50, 5_250)).toBe(5_000);
  });

  it('are known before the late timer came: what was read first after a block must not seem late', () => {
    expect(tickedAt(0, 100).between(50, 5_200)).toBe(5_000);
  });

  it('count only from the moment that is asked about', () => {
    expect(tickedAt(0, 100, 5_200).between(3_200, 5_300)).toBe(2_000);
    expect(tickedAt(0, 100, 5_200).between(5_200, 5_300)).toBe(0);
  });

  it('add up', () => {
    expect(tickedAt(0, 1_100, 1_200, 3_300).between(0, 3_300)).toBe(3_000);
  });

  it('are none before the first timer', () => {
    expect(tickedAt().between(0, 60_000)).toBe(0);
  });
});
