/** What is not known, on a screen. */
export const NONE = '–';

/** No-break space: a number never leaves its unit. */
const NBSP = '\u00a0';

/** Characters that turn, hide or break text; of those without ink only the one that makes a sign an emoji may stay. */
const INVISIBLE = /(?!\ufe0f)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/** Anything but blanks and marks that only sit on other characters. */
const HAS_INK = /[^\s\p{M}\u2800]/u;

const UNITS = /(\d) (?=(?:ms|s|min|h|d|%|kB|MB|GB|per|of)\b|%)/g;

const NUMBERED = /\b(shard|attempt|code) (?=\d)/gi;

// Made once: toLocaleString() would make one at every call, and that takes a hundred times as long as its use.
const numbers = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 });
const days = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });

/** `18,412` */
export function number(value: number): string {
  return numbers.format(value);
}

/** `18,412`, or a dash when it is not known. */
export function count(value: number | null): string {
  return value === null ? NONE : number(value);
}

/** `42 ms`, from 10 s on `12.3 s`; a dash when it is not known. */
export function latency(ms: number | null): string {
  if (ms === null) return NONE;
  return ms < 10_000 ? `${number(Math.round(ms))}${NBSP}ms` : `${(ms / 1_000).toFixed(1)}${NBSP}s`;
}

/** Bytes as a number and its unit, apart: `612` `MB`, `2.3` `GB`. */
export function bytesIn(bytes: number): { readonly value: string; readonly unit: string } {
  const megabytes = bytes / 1_048_576;
  if (megabytes < 1_000) return { value: number(Math.round(megabytes)), unit: 'MB' };
  return { value: (megabytes / 1_024).toFixed(1), unit: 'GB' };
}

/** `612 MB` */
export function bytes(value: number): string {
  const { value: amount, unit } = bytesIn(value);
  return `${amount}${NBSP}${unit}`;
}

/** `23 %` of a ratio between 0 and 1; a dash when it is not known. */
export function percent(ratio: number | null): string {
  return ratio === null ? NONE : `${number(Math.round(ratio * 100))}${NBSP}%`;
}

/** `99.98 %` of a ratio between 0 and 1, rounded down: what is not whole never looks whole. A dash when it is not known. */
export function portion(ratio: number | null): string {
  if (ratio === null) return NONE;
  const hundredths = Math.floor(ratio * 10_000 + 1e-6);
  return `${hundredths % 100 === 0 ? hundredths / 100 : (hundredths / 100).toFixed(2)}${NBSP}%`;
}

/** How often, in the unit that makes a readable number: `12` `per s`, `7` `per min`. */
export function rateIn(perSecond: number): { readonly value: string; readonly unit: string } {
  if (perSecond >= 1) return { value: number(Math.round(perSecond)), unit: 'per s' };
  return { value: number(Math.round(perSecond * 60)), unit: 'per min' };
}

/** Joins every number in a sentence to its unit, or to what it numbers, with a no-break space. */
export function unbroken(sentence: string): string {
  return sentence.replace(UNITS, `$1${NBSP}`).replace(NUMBERED, `$1${NBSP}`);
}

/**
 * A name written by strangers (a guild's, a user's), fit to be shown: without characters that turn the text
 * around or hide something, never empty. It still has to be escaped and isolated by whoever prints it.
 */
export function visibleName(raw: string): string {
  const name = raw.replace(INVISIBLE, '').trim();
  return HAS_INK.test(name) ? name : '(no visible name)';
}

/** Text that may have words by strangers in it: on one line, without characters that turn it around or hide something. */
export function visibleText(raw: string): string {
  return raw.replace(/\s+/g, ' ').replace(INVISIBLE, '').trim();
}

/** A moment in UTC: `02:14:31` on the day of `now`, `22 Nov, 02:14` on another; epoch milliseconds. */
export function utc(at: number, now: number): string {
  const iso = new Date(at).toISOString();
  return iso.slice(0, 10) === new Date(now).toISOString().slice(0, 10) ? iso.slice(11, 19) : utcDate(at);
}

/** `22 Nov, 02:14` in UTC; epoch milliseconds. */
export function utcDate(at: number): string {
  return `${utcDay(at)},${NBSP}${new Date(at).toISOString().slice(11, 16)}`;
}

/** `22 Nov` in UTC; epoch milliseconds. */
export function utcDay(at: number): string {
  return days.format(at).replaceAll(' ', NBSP);
}
