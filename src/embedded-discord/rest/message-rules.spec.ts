import type { Wire } from '../wire.js';
import { nothingSaid } from '../world/message.js';
import { checkMessage } from './message-rules.js';

const tooLong = { _errors: [expect.objectContaining({ code: 'BASE_TYPE_MAX_LENGTH' })] };

describe('a message', () => {
  it('may be as long as Discord allows', () => {
    const fields = Array.from({ length: 4 }, () => ({ name: 'n'.repeat(256), value: 'v'.repeat(1_024) }));

    expect(() =>
      checkMessage({ content: 'x'.repeat(2_000), embeds: [{ title: 't'.repeat(256), fields }] }),
    ).not.toThrow();
  });

  it.each<[string, Wire, unknown]>([
    ['content', { content: 'x'.repeat(2_001) }, { content: tooLong }],
    ['an embed’s title', { embeds: [{ title: 'x'.repeat(257) }] }, { embeds: { 0: { title: tooLong } } }],
    [
      'a footer',
      { embeds: [{ footer: { text: 'x'.repeat(2_049) } }] },
      { embeds: { 0: { footer: { text: tooLong } } } },
    ],
    ['the list of embeds', { embeds: Array.from({ length: 11 }, () => ({ title: 'x' })) }, { embeds: tooLong }],
    [
      'a field',
      { embeds: [{ fields: [{ name: 'x', value: 'x'.repeat(1_025) }] }] },
      { embeds: { 0: { fields: { 0: { value: tooLong } } } } },
    ],
  ])('may not have too much in %s', (_what, body, errors) => {
    expect(() => checkMessage(body)).toThrow(expect.objectContaining({ code: 50035, errors }));
  });

  it('may not have more than 6,000 characters in its embeds', () => {
    const embeds = [{ description: 'x'.repeat(4_000) }, { description: 'x'.repeat(2_001) }];

    expect(() => checkMessage({ embeds })).toThrow(
      expect.objectContaining({
        errors: { embeds: { _errors: [expect.objectContaining({ code: 'MAX_EMBED_SIZE_EXCEEDED' })] } },
      }),
    );
  });

  it('may not be empty, unless it only changes another', () => {
    expect(() => checkMessage({})).toThrow(expect.objectContaining({ code: 50006 }));
    expect(() => checkMessage({}, nothingSaid)).not.toThrow();
  });
});
