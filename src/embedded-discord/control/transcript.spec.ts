import { Transcript } from './transcript.js';

const at = { at: 1, side: 'gateway', direction: 'in', about: { shard: 0 } } as const;

describe('the transcript', () => {
  it('shows what went over the wire, the oldest first', () => {
    const transcript = new Transcript();
    transcript.note({ ...at, text: '{"op":1}' });
    transcript.note({ ...at, text: 'no JSON' });

    expect([...transcript.lines()].map((line) => JSON.parse(line) as unknown)).toEqual([
      { at: 1, side: 'gateway', direction: 'in', shard: 0, payload: { op: 1 } },
      { at: 1, side: 'gateway', direction: 'in', shard: 0, payload: 'no JSON' },
    ]);
  });

  it('keeps the last 5,000 and of a long payload only its length', () => {
    const transcript = new Transcript();
    for (let number = 0; number < 5_010; number += 1) transcript.note({ ...at, text: String(number) });
    transcript.note({ ...at, text: 'x'.repeat(40_000) });

    const lines = [...transcript.lines()];

    expect(lines).toHaveLength(5_000);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ payload: 11 });
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ characters: 40_000 });
  });

  it('does not grow beyond some millions of characters', () => {
    const transcript = new Transcript();
    for (let number = 0; number < 2_000; number += 1) transcript.note({ ...at, text: `"${'x'.repeat(20_000)}"` });

    const lines = [...transcript.lines()];

    expect(lines.join('').length).toBeLessThan(20_000_000);
    expect(lines.length).toBeGreaterThan(100);
  });

  it('shows no secrets, neither by name nor in the middle of a text', () => {
    const transcript = new Transcript();
    transcript.hide('abc.def.ghi');
    transcript.note({ ...at, text: '{"d":{"token":"other","note":"it is abc.def.ghi"},"client_secret":"s3"}' });

    const [line = ''] = transcript.lines();

    expect(line).not.toMatch(/other|abc\.def|s3/);
  });
});
