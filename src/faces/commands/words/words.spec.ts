import { en } from './en.js';
import { type Languages, described, wordsFor } from './words.js';

const de = { ...en, status: { ...en.status, description: 'Wie es dem Bot gerade geht' } };
const languages: Languages = new Map([['de', de]]);

/** Discord's limit for the description of a command or an option. */
const LONGEST_DESCRIPTION = 100;

function texts(words: object): readonly string[] {
  return Object.values(words).flatMap((part: unknown) => {
    if (typeof part === 'string') return [part];
    return typeof part === 'object' && part !== null ? texts(part) : [];
  });
}

describe('the texts in Discord', () => {
  it('are in the language of whoever asks, where we speak it, and else in English', () => {
    expect(wordsFor({ locale: 'de' }, languages)).toBe(de);
    expect(wordsFor({ locale: 'fr' }, languages)).toBe(en);
  });

  it('describe commands in every language that we speak', () => {
    expect(described(({ status }) => status.description, languages)).toEqual({
      description: en.status.description,
      descriptionLocalizations: { de: 'Wie es dem Bot gerade geht' },
    });
  });

  it('say nothing of languages where there is English only', () => {
    expect(described(({ status }) => status.description, new Map())).toEqual({ description: en.status.description });
  });

  it('are none of them empty, and no description is too long for Discord', () => {
    const { description } = en.reconnect;

    expect(texts(en).filter((text) => text.trim() === '')).toEqual([]);
    expect(description.length).toBeLessThanOrEqual(LONGEST_DESCRIPTION);
  });
});
