import type { Availability } from '../../../model/availability.js';
import { culpritName } from '../../../model/cause-words.js';
import { type IncidentSummary, lengthMs } from '../../../model/incident.js';
import type { Status } from '../../../model/status.js';
import { counted, duration } from '../../../model/words.js';
import { unbroken } from '../../format.js';
import { availabilityView } from '../parts/availability.view.js';
import type { BarsView } from '../parts/bars.js';
import { type CauseView, causesView } from '../parts/cause.view.js';
import { type Chip, verdictChip } from '../parts/chips.js';
import { lastDays } from '../incidents/incidents.view.js';
import { type Moment, moment } from '../parts/moment.js';
import { type SuspicionView, suspicionView } from '../parts/suspicion.view.js';
import { daysView } from '../parts/uptime.view.js';

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
  /** The newest that is over, of the last 30 days, while all is well; `null` else. */
  readonly lastIncident: LastIncident | null;
  /** Number of the incident that this is; `null` while all is well, and before it has become one. */
  readonly incidentId: number | null;
}

/** How the last bad time went. */
interface LastIncident {
  readonly id: number;
  readonly began: Moment;
  /** How long it took, and whose fault it was: `21 min, Discord`. */
  readonly words: string;
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
    lastIncident: verdict === 'operational' ? lastIncident(incidents, at) : null,
    incidentId: verdict === 'operational' ? null : (open?.id ?? null),
  };
}

function lastIncident(incidents: readonly IncidentSummary[], now: number): LastIncident | null {
  const last = lastDays({ recent: incidents, now }).find(({ endedAt }) => endedAt !== null);
  if (!last) return null;
  const cause = last.culprit ? culpritName[last.culprit] : 'cause not known';
  return {
    id: last.id,
    began: moment('ago', last.beganAt, now),
    words: unbroken(`${duration(lengthMs(last, now))}, ${cause}`),
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
