import type { Availability } from '../../../model/availability.js';
import { indicatorsOf } from '../../../model/health.js';
import type { Indicator } from '../../../model/indicator.js';
import type { Limits } from '../../../model/limits.js';
import type { Status } from '../../../model/status.js';
import type { ProbeAnswer, Probes } from '../../../monitor/probes.js';
import { number, unbroken } from '../../format.js';
import { type AvailabilityView, availabilityView } from '../parts/availability.view.js';
import { type Chip, type Look, indicatorChip } from '../parts/chips.js';
import { type Moment, momentOrNull } from '../parts/moment.js';
import { type UptimeView, uptimeView } from '../parts/uptime.view.js';

export interface ProbeView extends Chip {
  readonly name: string;
  readonly path: string;
  /** HTTP status of the answer. */
  readonly code: number;
  readonly words: string;
  /** What follows when it fails. */
  readonly consequence: string;
}

export interface IndicatorRow {
  readonly key: string;
  readonly name: string;
  readonly chip: Chip;
  /** Tints the row; `null` when all is well. */
  readonly tint: Look | null;
  readonly now: string;
  readonly limit: string;
  readonly advice: string | null;
  readonly checked: Moment | null;
}

export interface IndicatorCount extends Chip {
  readonly count: string;
}

/** All that `views/pages/health.hbs` may know. */
export interface HealthView {
  readonly probes: readonly ProbeView[];
  readonly indicators: readonly IndicatorRow[];
  readonly counts: readonly IndicatorCount[];
  /** `null` before the first look. */
  readonly availability: AvailabilityView | null;
  /** `null` while nobody has read the history. */
  readonly uptime: UptimeView | null;
}

type Answers = Record<'live' | 'ready' | 'startup' | 'bot', ProbeAnswer>;

export function answersOf(probes: Probes): Answers {
  return { live: probes.live(), ready: probes.ready(), startup: probes.startup(), bot: probes.bot() };
}

const names: readonly { key: keyof Answers; name: string; consequence: string }[] = [
  {
    key: 'live',
    name: 'Liveness',
    consequence: 'When it fails, the process is restarted. Trouble at Discord never fails it.',
  },
  { key: 'ready', name: 'Readiness', consequence: 'When it fails, nobody is sent to these pages. The bot goes on.' },
  { key: 'startup', name: 'Startup', consequence: 'Until it passes, the other probes are not asked.' },
  { key: 'bot', name: 'Bot', consequence: 'For monitors outside: when it fails, tell a person. Nothing is restarted.' },
];

/** What the health page is made of. */
export interface HealthFacts {
  readonly status: Status;
  readonly limits: Limits;
  readonly answers: Answers;
  readonly availability: Availability;
}

export function healthView({ status, limits, answers, availability }: HealthFacts): HealthView {
  const indicators = indicatorsOf(status, limits);
  return {
    probes: names.map(({ key, name, consequence }) => probeView({ key, name, consequence }, answers[key])),
    indicators: indicators.map((indicator) => indicatorRow(indicator, status.at)),
    counts: countsOf(indicators),
    availability: availabilityView(availability),
    uptime: uptimeView(availability),
  };
}

function probeView({ key, name, consequence }: (typeof names)[number], answer: ProbeAnswer): ProbeView {
  const passed = answer.isDegraded ? { ...indicatorChip('warn'), word: 'Pass with a warning' } : indicatorChip('pass');
  return {
    ...(answer.isOk ? passed : indicatorChip('fail')),
    name,
    path: `/health/${key}`,
    code: answer.isOk ? 200 : 503,
    words: unbroken(answer.words),
    consequence,
  };
}

function indicatorRow(indicator: Indicator, now: number): IndicatorRow {
  const chip = indicatorChip(indicator.state);
  return {
    key: indicator.key.replaceAll('_', '-'),
    name: indicator.name,
    chip,
    tint: chip.state === 'warn' || chip.state === 'bad' ? chip.state : null,
    now: unbroken(indicator.now),
    limit: unbroken(indicator.limit),
    advice: indicator.advice && unbroken(indicator.advice),
    checked: momentOrNull('ago', indicator.checkedAt, now),
  };
}

const countWords = {
  fail: ['failure', 'failures'],
  warn: ['warning', 'warnings'],
  pass: ['pass', 'pass'],
  off: ['not known', 'not known'],
} as const;

function countsOf(indicators: readonly Indicator[]): readonly IndicatorCount[] {
  return (['fail', 'warn', 'pass', 'off'] as const).flatMap((state) => {
    const count = indicators.filter((indicator) => indicator.state === state).length;
    return count === 0
      ? []
      : { ...indicatorChip(state), word: countWords[state][count === 1 ? 0 : 1], count: number(count) };
  });
}
