import { culpritName } from '../../../model/cause-words.js';
import type { IncidentSummary } from '../../../model/incident.js';
import { duration } from '../../../model/words.js';
import { unbroken } from '../../format.js';

/** A span of time that is marked in the charts, and what for: `Discord, 21 min`. */
export interface Band {
  /** Epoch milliseconds. */
  readonly from: number;
  /** `null` while it goes on. */
  readonly until: number | null;
  readonly label: string;
}

/** More of them would hide the curves. */
const MOST_BANDS = 50;

/** Incidents as charts mark them, oldest first. @param incidents newest first */
export function chartBands(incidents: readonly IncidentSummary[]): readonly Band[] {
  return incidents
    .slice(0, MOST_BANDS)
    .map(({ beganAt: from, endedAt: until, culprit }) => {
      const cause = culprit ? culpritName[culprit] : 'Cause not known';
      const length = until === null ? 'open' : unbroken(duration(until - from));
      return { from, until, label: `${cause}, ${length}` };
    })
    .reverse();
}
