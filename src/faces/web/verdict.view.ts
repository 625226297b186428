import type { Availability } from '../../model/availability.js';
import type { Status } from '../../model/status.js';
import { counted } from '../../model/words.js';
import { unbroken } from '../format.js';
import { type AvailabilityView, availabilityView } from './availability.view.js';
import { type CauseView, causesView } from './cause.view.js';
import { type Chip, verdictChip } from './chips.js';
import { type Moment, moment } from './moment.js';
import { type SuspicionView, suspicionView } from './suspicion.view.js';

/** The first thing on a page: does it work, if not why, whose fault, and what to do. */
export interface VerdictView extends Chip {
  readonly reason: string;
  readonly advice: string | null;
  /** Who notices: `1,151 servers get no answer`; `null` when nobody does. */
  readonly reach: string | null;
  readonly causes: readonly CauseView[];
  readonly suspicion: SuspicionView | null;
  readonly since: Moment;
  /** Since when the process runs; `null` before its first sample. */
  readonly up: Moment | null;
  readonly version: string | null;
  /** `null` before the first look. */
  readonly availability: AvailabilityView | null;
}

export function verdictView(status: Status, availability: Availability): VerdictView {
  const { at, verdict, reason, advice, since, figures, snapshot } = status;
  const [instance] = snapshot.instances;
  const unserved = figures.unservedGuildCount;
  return {
    ...verdictChip(verdict),
    reason: unbroken(reason),
    advice: advice && unbroken(advice),
    reach: unserved > 0 ? `${counted(unserved, 'server')} ${unserved === 1 ? 'gets' : 'get'} no answer.` : null,
    causes: causesView(status),
    suspicion: suspicionView(status),
    since: moment('for', since, at),
    up: instance ? moment('for', instance.startedAt, at) : null,
    version: instance?.version ?? null,
    availability: availabilityView(availability),
  };
}
