import type { Locale, LocalizationMap } from 'discord.js';
import { en } from './en.js';

/** Every text of ours in one language: the same names as English has. */
export type Words = typeof en;

export type Languages = ReadonlyMap<`${Locale}`, Words>;

/** Languages beside English: one file and one line each, e.g. `['de', de]`. */
const languages: Languages = new Map();

/** The words for somebody, by the language of their Discord; English where we do not speak it. */
export function wordsFor({ locale }: { readonly locale: string }, spoken: Languages = languages): Words {
  return spoken.get(locale as Locale) ?? en;
}

interface Described {
  readonly description: string;
  readonly descriptionLocalizations?: LocalizationMap;
}

/** The description of a command or an option, in every language that we speak. */
export function described(pick: (words: Words) => string, spoken: Languages = languages): Described {
  if (spoken.size === 0) return { description: pick(en) };
  const others = [...spoken].map(([locale, words]) => [locale, pick(words)] as const);
  return { description: pick(en), descriptionLocalizations: Object.fromEntries(others) };
}
