import { RefusalGate } from './refusal-gate.js';

const MINUTE = 60_000;
const pass = (gate: RefusalGate, count: number, at: number) => Array.from({ length: count }, () => gate.pass(at));

describe('the gate before the audit', () => {
  it('lets a few refusals through, and none of a flood after them', () => {
    const passed = pass(new RefusalGate(), 10_000, 0).filter((one) => one !== null);

    expect(passed).toHaveLength(20);
  });

  it('lets one more through later, which says how many were left out', () => {
    const gate = new RefusalGate();
    pass(gate, 50, 0);

    expect(pass(gate, 2, 5 * MINUTE)).toEqual([30, null]);
    expect(pass(gate, 2, 10 * MINUTE)).toEqual([1, null]);
  });

  it('never lets more through than 288 a day and the first twenty', () => {
    const gate = new RefusalGate();
    let passedCount = 0;
    for (let at = 0; at < 24 * 60 * MINUTE; at += MINUTE / 2) if (gate.pass(at) !== null) passedCount += 1;

    expect(passedCount).toBeLessThanOrEqual(20 + 288);
  });
});
