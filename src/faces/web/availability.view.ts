import type { Availability } from '../../model/availability.js';
import { counted } from '../../model/words.js';
import { portion } from '../format.js';

/** One minute: the height tells it too, not only the colour. In a box of 100 by 100 for each four units of width. */
export interface MinuteBar {
  readonly x: number;
  readonly y: number;
  readonly height: number;
  /** `n`: not known. `w`: answered in part. `b`: for less than half of it. */
  readonly look: '' | 'n' | 'w' | 'b';
}

export interface AvailabilityView {
  /** `Available, last hour`, or `Available since start` while that is less. */
  readonly label: string;
  readonly lastHour: string;
  readonly sinceStart: string;
  readonly bars: readonly MinuteBar[];
  /** Width of the box of the bars. */
  readonly width: number;
  /** e.g. `2 minutes with gaps` */
  readonly gaps: string;
}

const BAR_WIDTH = 4;

/** `null` before the first look. */
export function availabilityView({ lastHour, sinceStart, minutes }: Availability): AvailabilityView | null {
  if (sinceStart === null) return null;
  const gapCount = minutes.filter((ratio) => ratio !== null && ratio < 1).length;
  return {
    label: minutes[0] === null ? 'Available since start' : 'Available, last hour',
    lastHour: portion(lastHour),
    sinceStart: portion(sinceStart),
    bars: minutes.map((ratio, index) => ({ x: index * BAR_WIDTH, ...barOf(ratio) })),
    width: minutes.length * BAR_WIDTH - 1,
    gaps: gapCount === 0 ? 'no minute with a gap' : `${counted(gapCount, 'minute')} with a gap`,
  };
}

function barOf(ratio: number | null): Omit<MinuteBar, 'x'> {
  if (ratio === null) return { y: 94, height: 6, look: 'n' };
  if (ratio === 1) return { y: 0, height: 100, look: '' };
  return ratio >= 0.5 ? { y: 38, height: 62, look: 'w' } : { y: 66, height: 34, look: 'b' };
}
