import type { Status } from '../../model/status.js';
import { unbroken } from '../format.js';
import { type Chip, verdictChip } from './chips.js';
import { type Moment, moment } from './moment.js';

/** The first thing on a page: does it work, if not why, and what to do. */
export interface VerdictView extends Chip {
  readonly reason: string;
  readonly advice: string | null;
  readonly since: Moment;
  /** Since when the process runs; `null` before its first sample. */
  readonly up: Moment | null;
  readonly version: string | null;
}

export function verdictView({ at, verdict, reason, advice, since, snapshot: { instances } }: Status): VerdictView {
  const [instance] = instances;
  return {
    ...verdictChip(verdict),
    reason: unbroken(reason),
    advice: advice && unbroken(advice),
    since: moment('for', since, at),
    up: instance ? moment('for', instance.startedAt, at) : null,
    version: instance?.version ?? null,
  };
}
