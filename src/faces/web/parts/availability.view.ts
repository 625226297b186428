import type { Availability } from '../../../model/availability.js';
import { counted } from '../../../model/words.js';
import { portion } from '../../format.js';
import { type BarLook, type BarsView, barsView } from './bars.js';

/** This process, minute by minute. */
export interface AvailabilityView {
  /** `Available, last hour`, or `Available since start` while that is less. */
  readonly label: string;
  readonly lastHour: string;
  readonly sinceStart: string;
  readonly minutes: BarsView;
  /** e.g. `2 minutes with a gap` */
  readonly gaps: string;
}

/** `null` before the first look. */
export function availabilityView({ lastHour, sinceStart, minutes }: Availability): AvailabilityView | null {
  if (sinceStart === null) return null;
  const label = minutes[0] === null ? 'Available since start' : 'Available, last hour';
  const gapCount = minutes.filter((ratio) => ratio !== null && ratio < 1).length;
  const gaps = gapCount === 0 ? 'no minute with a gap' : `${counted(gapCount, 'minute')} with a gap`;
  return {
    label,
    lastHour: portion(lastHour),
    sinceStart: portion(sinceStart),
    minutes: barsView(minutes.map(lookOf), `${label}, minute by minute: ${gaps}`),
    gaps,
  };
}

function lookOf(ratio: number | null): BarLook {
  if (ratio === null) return 'n';
  if (ratio === 1) return '';
  return ratio >= 0.5 ? 'w' : 'b';
}
