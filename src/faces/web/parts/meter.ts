import { NONE } from '../../format.js';
import type { Chip } from './chips.js';
import { type Moment, moment } from './moment.js';

/** A bar with its words. */
export interface Meter {
  readonly label: string;
  /** A dash while it is not known. */
  readonly value: string;
  readonly of: string;
  /** 0 to 100. */
  readonly percent: number;
  /** 0 to 100: where a warning begins; `null` where none does. */
  readonly tick: number | null;
  readonly note: string;
  /** Follows the note. */
  readonly noteTime: Moment | null;
  readonly warning: Chip | null;
  /** Since when nobody has measured it again; `null` while somebody does. */
  readonly frozen: Moment | null;
}

/** Milliseconds without a new measurement after which a figure is frozen. Those who measure do it every few seconds. */
const FROZEN_AFTER_MS = 30_000;

/** A meter; what is not said is the calm case. */
export function meter(
  parts: Pick<Meter, 'label' | 'value' | 'of' | 'note'> & { ratio: number } & Partial<
      Pick<Meter, 'tick' | 'noteTime' | 'warning' | 'frozen'>
    >,
): Meter {
  const { ratio, ...words } = parts;
  return { tick: null, noteTime: null, warning: null, frozen: null, ...words, percent: share(ratio) };
}

/** A meter of what is not known. `note` says when it will be. */
export function emptyMeter(label: string, note: string): Meter {
  return meter({ label, value: NONE, of: '', note, ratio: 0 });
}

/** Both in epoch milliseconds. */
export function frozenSince(measuredAt: number, now: number): Moment | null {
  return now - measuredAt > FROZEN_AFTER_MS ? moment('for', measuredAt, now) : null;
}

/** A bar never leaves its box: 0 to 100. */
export function share(ratio: number): number {
  return Math.min(100, Math.round(ratio * 1_000) / 10);
}
