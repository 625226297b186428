import { logNote } from '../model/log-entry.js';
import { FloodGate } from './flood-gate.js';

const used = logNote({ level: 'info', source: 'command', text: 'answered' });
const failed = logNote({ level: 'error', source: 'command', text: 'failed' });

/** Milliseconds for which 500 commands a second are used, and what of them passes. */
function flood(gate: FloodGate, forMs: number): { passed: number; said: string[] } {
  let passed = 0;
  const said: string[] = [];
  for (let at = 0; at < forMs; at += 2) {
    said.push(...gate.over(at).map(({ text }) => text));
    if (gate.admits(used, at)) passed += 1;
  }
  return { passed, said };
}

describe('a flood of lines', () => {
  it('is cut to 20 a second, and what is left out is counted and said', () => {
    const { passed, said } = flood(new FloodGate(), 10_000);

    expect(passed).toBe(200);
    expect(said).toEqual(['Too many lines of this kind at once: 2,400 more were left out']);
  });

  it('does not keep others out', () => {
    const gate = new FloodGate();
    flood(gate, 1_000);

    expect(gate.admits(used, 1_000)).toBe(false);
    expect(gate.admits(failed, 1_000)).toBe(true);
  });

  it('is over after a while, and said even when nothing more comes', () => {
    const gate = new FloodGate();
    flood(gate, 1_000);

    expect(gate.over(4_999)).toEqual([]);
    expect(gate.over(5_000)).toMatchObject([
      { level: 'info', source: 'command', detail: { written: 100, leftOut: 400 } },
    ]);
    expect(gate.over(5_001)).toEqual([]);
    expect(gate.admits(used, 5_001)).toBe(true);
  });

  it('says nothing where nothing was left out', () => {
    const gate = new FloodGate();
    gate.admits(used, 0);

    expect(gate.over(60_000)).toEqual([]);
  });
});
