import { visibleText } from '../format.js';

/** What Discord reads as markup, a mention or a link: https://docs.discord.com/developers/reference#message-formatting */
const MARKUP = /[\\*_~`|<>@#:[\]()-]/g;
/** First strong isolate, and its end: what is between them turns nothing around it. */
const [ISOLATE, END] = ['\u2068', '\u2069'];
const LONGEST = 100;

/** Text by strangers (a server's or a channel's name, what somebody typed) as it may stand in an answer: it does nothing there. */
export function byStranger(raw: string): string {
  const text = visibleText(raw);
  const shown = text.length > LONGEST ? `${text.slice(0, LONGEST - 1).replace(/[\ud800-\udbff]$/, '')}…` : text;
  return `${ISOLATE}${shown.replace(MARKUP, '\\$&')}${END}`;
}
