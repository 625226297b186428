import { byStranger } from './stranger.js';

const shown = (raw: string) => byStranger(raw).slice(1, -1);

describe('text by strangers in an answer', () => {
  it.each([
    ['@everyone', String.raw`\@everyone`],
    ['<@123> <@&5> <#7>', String.raw`\<\@123\> \<\@&5\> \<\#7\>`],
    ['**bold** `code` ||x||', String.raw`\*\*bold\*\* \`code\` \|\|x\|\|`],
    ['[here](https://evil.example)', String.raw`\[here\]\(https\://evil.example\)`],
    ['# Big\n> quote', String.raw`\# Big \> quote`],
  ])('is nothing but text: %s', (raw, text) => {
    expect(shown(raw)).toBe(text);
  });

  it('cannot turn around what stands beside it', () => {
    expect(byStranger('\u202Etxet\u2066')).toBe('\u2068txet\u2069');
  });

  it('is cut where it is too long, but never within a sign', () => {
    expect(shown(`${'a'.repeat(98)}😀😀`)).toBe(`${'a'.repeat(98)}…`);
  });
});
