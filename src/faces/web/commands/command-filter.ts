import { text } from '../parts/form-field.js';

/** Of which time the uses are shown. */
export type UseSpan = 'start' | 'hour' | 'minutes';

export const useSpans: readonly UseSpan[] = ['start', 'hour', 'minutes'];

/** What a reader of the commands asks for, as its address says it. */
export interface CommandsWish {
  readonly span: UseSpan;
  /** Only commands with this in their name; `''` for all. */
  readonly find: string;
  /** Whether all are shown, and not only the most used. */
  readonly isAll: boolean;
}

/** Characters. */
export const LONGEST_FIND = 100;

/** Reads the address; what makes no sense there asks for nothing. */
export function commandsWish({ span, find, show }: Readonly<Record<string, unknown>>): CommandsWish {
  return {
    span: useSpans.find((one) => one === span) ?? 'start',
    find: text(find).slice(0, LONGEST_FIND),
    isAll: show === 'all',
  };
}

/** The address of a wish: `?span=hour&find=ticket`, or nothing for the most used since the start. */
export function commandsQuery({ span, find, isAll }: CommandsWish): string {
  const query = new URLSearchParams({
    ...(span === 'start' ? {} : { span }),
    ...(find === '' ? {} : { find }),
    ...(isAll ? { show: 'all' } : {}),
  }).toString();
  return query && `?${query}`;
}
