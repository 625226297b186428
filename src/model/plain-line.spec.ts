import { plainLine } from './plain-line.js';

describe('what a person has written', () => {
  it('is kept without what would turn it around, and on one line', () => {
    expect(plainLine('deaf \u202Efdp.exe\u0007\n since \u2067noon ')).toBe('deaf fdp.exe since noon');
  });

  it('keeps every script and emoji', () => {
    expect(plainLine('نور می‌خواهم 👩‍💻')).toBe('نور می‌خواهم 👩‍💻');
  });
});
