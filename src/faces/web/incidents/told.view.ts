import type { Told } from '../../../incidents/telling.reader.js';
import { counted } from '../../../model/words.js';
import { unbroken, utc } from '../../format.js';
import type { Chip } from '../parts/chips.js';

/** What the receiver outside was told, in words. */
export interface ToldLine extends Chip {
  /** `Opening` */
  readonly label: string;
}

const labels: Readonly<Record<Told['change'], string>> = { opened: 'Opening', closed: 'Closing' };

/** @param now epoch milliseconds */
export function toldView(told: readonly Told[], now: number): readonly ToldLine[] {
  return told.map((one) => ({ label: labels[one.change], ...chipOf(one, now) }));
}

function chipOf({ state, attempts, toldAt }: Told, now: number): Chip {
  if (state === 'told') {
    const at = toldAt === null ? '' : ` at ${utc(toldAt, now)}\u00a0UTC`;
    return { state: 'off', icon: 'check', word: `Told the webhook${at}` };
  }
  if (state === 'given_up')
    return { state: 'bad', icon: 'xmark', word: 'Given up: the webhook did not take it for a day' };
  if (attempts === 0) return { state: 'off', icon: 'hourglass-half', word: 'Waits for its turn' };
  const word = unbroken(`Not told yet, ${counted(attempts, 'attempt')} so far: Shardwatch tries again by itself`);
  return { state: 'warn', icon: 'rotate', word };
}
