import { fenced, plain } from './markdown.js';

describe('words by strangers in Markdown', () => {
  it.each([
    ['# A heading', '\\# A heading'],
    ['*loud* and _soft_', '\\*loud\\* and \\_soft\\_'],
    ['[click](javascript:alert(1))', '\\[click\\](javascript:alert(1))'],
    ['<img src=x onerror=alert(1)>', '\\<img src=x onerror=alert(1)\\>'],
    ['a | b', 'a \\| b'],
    ['- a list', '\\- a list'],
    ['1. a list', '1\\. a list'],
    ['back`tick` \\', 'back\\`tick\\` \\\\'],
    ['two\n# lines', 'two \\# lines'],
    ['https://evil.test and www.evil.test', 'https\\://evil.test and www\\.evil.test'],
    ['@everyone', '@\u200beveryone'],
    ['gpj\u202eexe', 'gpjexe'],
  ])('%j stays text', (text, escaped) => {
    expect(plain(text)).toBe(escaped);
  });

  it('leaves plain words as they are', () => {
    const words = "Discord's gateway (gateway.discord.gg) answers with an error: HTTP 503, 4.5 s late";

    expect(plain(words)).toBe(words);
  });
});

describe('lines of a log in Markdown', () => {
  it('cannot close their fence', () => {
    expect(fenced(['one', '```', '# not a heading `````'])).toBe('``````text\none\n```\n# not a heading `````\n``````');
  });

  it('are one line each', () => {
    expect(fenced(['a\n```\nb'])).toBe('````text\na ``` b\n````');
  });
});
