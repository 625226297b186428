import { SECOND_INSTANCE } from '../../../model/second-instance.js';
import type { Status } from '../../../model/status.js';
import { unbroken } from '../../format.js';
import { type Moment, moment } from './moment.js';

/** The suspicion that something else uses the bot's token. */
export interface SuspicionView {
  readonly title: string;
  /** What speaks for it; the time of the last sign follows. */
  readonly evidence: string;
  readonly last: Moment;
  readonly wayOut: string;
}

/** `null` while nothing speaks for it. */
export function suspicionView({ at, suspicion }: Pick<Status, 'at' | 'suspicion'>): SuspicionView | null {
  if (!suspicion) return null;
  const { evidence, wayOut, signs } = suspicion;
  return {
    title: SECOND_INSTANCE,
    evidence: unbroken(evidence),
    last: moment('ago', Math.max(...signs.map(({ lastAt }) => lastAt)), at),
    wayOut,
  };
}
