import type { Moment } from './moment.js';

/** One line of a list of facts: `Sign-in: waiting to try again, in 4 s`. */
export interface Fact {
  readonly label: string;
  readonly value: string;
  /** Follows the value. */
  readonly time: Moment | null;
}

export function fact(label: string, value: string, time: Moment | null = null): Fact {
  return { label, value: value && time ? `${value} ` : value, time };
}
