/** Characters that turn, hide or break text. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;
/** Between two characters that must not be read as one: nobody sees it. */
const ZERO_WIDTH_SPACE = '\u200b';

/** Text on one line that mentions nobody and points nowhere, whoever wrote it; for receivers whose markup is not known. */
export function plain(text: string): string {
  return text
    .replace(INVISIBLE, ' ')
    .replaceAll('@', `@${ZERO_WIDTH_SPACE}`)
    .replaceAll('<', `<${ZERO_WIDTH_SPACE}`)
    .replaceAll('://', `:${ZERO_WIDTH_SPACE}//`);
}

/** The same for Discord: no markdown either. https://docs.discord.com/developers/reference#message-formatting */
export function markdown(text: string): string {
  return plain(text).replace(/[\\*_~`|>#[\]()<-]/g, '\\$&');
}

/** At most so many characters, cut where it does not tear one apart. */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  const end = text.slice(0, most - 1).replace(/[\ud800-\udbff\\]$/, '');
  return `${end}…`;
}
