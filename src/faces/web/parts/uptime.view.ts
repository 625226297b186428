import type { Availability } from '../../../model/availability.js';
import { type Uptime, type UptimeSpan, type UptimeWindow, uptimeWindows } from '../../../model/uptime.js';
import { counted, duration } from '../../../model/words.js';
import { portion, unbroken, utcDay } from '../../format.js';
import { type BarLook, type BarsView, barsView } from './bars.js';

/** The availability of many days, day by day. */
export interface DaysView extends BarsView {
  /** `90 days` */
  readonly label: string;
  readonly share: string;
  /** `2 days with gaps, 60 without data` */
  readonly gaps: string;
  /** The worst of them: `Worst: 14 Nov, 97.21 %`; `null` when all were fine. */
  readonly worst: string | null;
}

export interface UptimeView {
  readonly days: DaysView;
  readonly windows: readonly { readonly label: string; readonly share: string }[];
  /** `2 h 5 min` in which nothing ran, over all of the 90 days; `null` when it never stopped. */
  readonly stopped: string | null;
}

/** Milliseconds. Less is no incident: a start anew takes some seconds. */
const FINE_WITHOUT_MS = 15_000;
/** A day with less than this share is an outage: more than 72 minutes without an answer. */
const OUTAGE_BELOW = 0.95;

/** `null` while nobody has read the history. */
export function uptimeView({ longTerm }: Pick<Availability, 'longTerm'>): UptimeView | null {
  if (!longTerm) return null;
  const { stoppedMs } = longTerm.windows['90d'];
  return {
    days: daysView(longTerm, 90),
    windows: uptimeWindows.map((name) => ({ label: windowWords[name], share: portion(longTerm.windows[name].ratio) })),
    stopped: stoppedMs >= 1_000 ? unbroken(duration(stoppedMs)) : null,
  };
}

const windowWords: Readonly<Record<UptimeWindow, string>> = {
  '24h': '24 hours',
  '7d': '7 days',
  '30d': '30 days',
  '90d': '90 days',
};

/** The last 30 or 90 days. */
export function daysView(uptime: Uptime, count: 30 | 90): DaysView {
  const days = uptime.days.slice(-count);
  const looks = days.map(lookOf);
  const window = uptime.windows[`${count}d`];
  const isYoung = uptime.firstStartedAt > window.from;
  const label = isYoung ? `Since ${utcDay(uptime.firstStartedAt)}` : `${count} days`;
  const gaps = gapWords(looks);
  const share = portion(window.ratio);
  return { label, share, gaps, worst: worstOf(days), ...barsView(looks, `${label}: ${share}, ${gaps}`) };
}

function gapWords(looks: readonly BarLook[]): string {
  const count = (...some: readonly BarLook[]) => looks.filter((look) => some.includes(look)).length;
  const [bad, outages, unknown] = [count('w', 'b'), count('b'), count('n')];
  const gaps = bad === 0 ? `no day with a gap over ${FINE_WITHOUT_MS / 1_000} s` : `${counted(bad, 'day')} with a gap`;
  const ofThem = outages > 0 ? ` (${counted(outages, 'outage')})` : '';
  return unknown === 0 ? gaps + ofThem : `${gaps}${ofThem}, ${unknown} without data`;
}

function worstOf(days: readonly UptimeSpan[]): string | null {
  const bad = days.filter((day) => ['w', 'b'].includes(lookOf(day)));
  const [worst] = [...bad].sort((a, b) => (a.ratio ?? 1) - (b.ratio ?? 1));
  return worst ? `Worst: ${utcDay(worst.from)}, ${portion(worst.ratio)}` : null;
}

function lookOf({ ratio, knownMs, answeredMs }: UptimeSpan): BarLook {
  if (ratio === null) return 'n';
  if (knownMs - answeredMs <= FINE_WITHOUT_MS) return '';
  return ratio >= OUTAGE_BELOW ? 'w' : 'b';
}
