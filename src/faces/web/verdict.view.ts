import type { Availability } from '../../model/availability.js';
import type { IncidentSummary } from '../../model/incident.js';
import type { Status } from '../../model/status.js';
import { counted } from '../../model/words.js';
import { unbroken } from '../format.js';
import { availabilityView } from './availability.view.js';
import type { BarsView } from './bars.js';
import { type CauseView, causesView } from './cause.view.js';
import { type Chip, verdictChip } from './chips.js';
import { type Moment, moment } from './moment.js';
import { type SuspicionView, suspicionView } from './suspicion.view.js';
import { daysView } from './uptime.view.js';

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
  readonly availability: ShareView | null;
  /** Number of the incident that this is; `null` while all is well, and before it has become one. */
  readonly incidentId: number | null;
}

/** Beside the verdict: the share of time with an answer, and its bars. */
export interface ShareView {
  readonly label: string;
  readonly share: string;
  readonly bars: BarsView;
}

/** @param incidents newest first */
export function verdictView(
  status: Status,
  availability: Availability,
  incidents: readonly IncidentSummary[],
): VerdictView {
  const { at, verdict, reason, advice, since, figures, snapshot } = status;
  const [instance] = snapshot.instances;
  const open = incidents.find(({ endedAt }) => endedAt === null);
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
    availability: verdict === 'operational' ? ofDays(availability) : ofMinutes(availability),
    incidentId: verdict === 'operational' ? null : (open?.id ?? null),
  };
}

/** While all is well the last month is of interest. */
function ofDays(availability: Availability): ShareView | null {
  const { longTerm } = availability;
  if (!longTerm || longTerm.windows['30d'].ratio === null) return ofMinutes(availability);
  const days = daysView(longTerm, 30);
  return { label: days.label, share: days.share, bars: days };
}

/** While it is not, the last hour. */
function ofMinutes(availability: Availability): ShareView | null {
  const view = availabilityView(availability);
  return view && { label: view.label, share: view.lastHour, bars: view.minutes };
}
