import { csv } from './csv.js';

describe('CSV', () => {
  it('has a line of names, and one for each row', () => {
    expect(
      csv([
        { at: '12:00', count: 3 },
        { at: '12:01', count: null },
      ]),
    ).toBe('at,count\r\n12:00,3\r\n12:01,\r\n');
  });

  it('makes text of what a spreadsheet would take for a formula', () => {
    const rows = ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1'].map((name) => ({ name }));

    expect(csv(rows).split('\r\n').slice(1, -1)).toEqual(["'=1+1", "'+1", "'-1", "'@SUM(A1)", "'\t=1"]);
    expect(csv([{ count: -1 }])).toContain('\r\n-1\r\n');
  });

  it('quotes commas, quotes and new lines', () => {
    expect(csv([{ name: 'a, "b"\nc' }])).toBe('name\r\n"a, ""b""\nc"\r\n');
  });

  it('is empty without rows', () => {
    expect(csv([])).toBe('');
  });
});
