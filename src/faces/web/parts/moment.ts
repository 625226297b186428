import { utc } from '../../format.js';

/**
 * A time on a page. The text is in UTC and stays true on a page that stands still; `live.js` puts it into the reader's
 * zone (`clock`, to the millisecond `stamp`) or counts on from it: `4 s ago`, `for 2 h`, plain `2 h` (`age`), `in 3 s`.
 */
export interface Moment {
  readonly iso: string;
  readonly as: 'ago' | 'for' | 'age' | 'in' | 'clock' | 'stamp';
  readonly text: string;
}

const before: Record<Moment['as'], string> = {
  ago: 'at ',
  for: 'since ',
  age: 'since ',
  in: 'at ',
  clock: '',
  stamp: '',
};

/** `at` and `now` are epoch milliseconds. */
export function moment(as: Moment['as'], at: number, now: number): Moment {
  const iso = new Date(at).toISOString();
  const text = utc(at, now);
  // Only the time of this very day has seconds, and may have more.
  return { iso, as, text: before[as] + (as === 'stamp' && text.length === 8 ? text + iso.slice(19, 23) : text) };
}

export function momentOrNull(as: Moment['as'], at: number | null, now: number): Moment | null {
  return at === null ? null : moment(as, at, now);
}
