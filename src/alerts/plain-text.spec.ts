import { cut, markdown, plain } from './plain-text.js';

describe('text by strangers', () => {
  it.each([
    '@everyone',
    '@here',
    '<@80351110224678912>',
    '<@&1>',
    '<#1>',
    '<!channel>',
    'https://evil.example',
    '</ban:1>',
  ])('mentions nobody and points nowhere: %s', (text) => {
    expect(plain(`Hello ${text}`)).not.toContain(text);
    expect(markdown(`Hello ${text}`)).not.toContain(text);
  });

  it('is on one line, and turns nothing around', () => {
    expect(plain('a\nb\r\u202ec\u0000\u2066d\ud800')).toMatch(/^a b {2}c {2}d $/);
  });

  it.each(['**bold**', '# Title', '> quote', '`code`', '||hidden||', '[a](b)', '- list', '\\', '_a_', '~~a~~'])(
    'has no markdown in Discord: %s',
    (text) => {
      const escaped = markdown(text);

      expect(escaped.replace(/\\(.)/g, '$1')).toBe(text);
      expect(escaped.replace(/\\./g, '')).not.toMatch(/[*#>`|[\]()_~\\-]/);
    },
  );

  it('is cut without tearing a character or an escape apart', () => {
    expect(cut('abcdef', 6)).toBe('abcdef');
    expect(cut('abcdefg', 6)).toBe('abcde…');
    expect(cut('abcd😀fg', 6)).toBe('abcd…');
    expect(cut('abcd\\*fg', 6)).toBe('abcd…');
  });
});
