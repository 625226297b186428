import { visibleText } from '../format.js';

/** Signs that mean something in Markdown, wherever they stand. */
const MEANING = /[\\`*_{}[\]<>#|~$&]/g;
/** What begins a list, a quote or a line across where it stands first. */
const BEGINNING = /^(\d+)?([-+=.)])/;
/** What a renderer makes a link of by itself. */
const LINKS = /:\/\/|\bwww(?=\.)/gi;

/**
 * Text that may have words by strangers in it, as Markdown that says just that: on one line, without marks, links or
 * pings. The @ of a ping is followed by a character without width.
 */
export function plain(text: string): string {
  return visibleText(text)
    .replace(MEANING, '\\$&')
    .replace(BEGINNING, '$1\\$2')
    .replace(LINKS, (sign) => (sign === '://' ? '\\://' : `${sign}\\`))
    .replaceAll('@', '@\u200b');
}

/** Lines as they are, in a fence that none of them can close. */
export function fenced(lines: readonly string[]): string {
  const shown = lines.map(visibleText);
  const longest = Math.max(2, ...shown.flatMap((line) => [...line.matchAll(/`+/g)].map(([run]) => run.length)));
  const fence = '`'.repeat(longest + 1);
  return [`${fence}text`, ...shown, fence].join('\n');
}
