import type { Indicator } from '../../model/indicator.js';
import { answers } from '../../model/shard.js';
import type { Status } from '../../model/status.js';
import { type TrendPoint, rates } from '../../model/trend.js';
import { bytesIn, latency, number, portion, rateIn } from '../format.js';
import { type Chip, indicatorChip } from './chips.js';
import { type Moment, momentOrNull } from './moment.js';
import { type Sparkline, sparkline } from './sparkline.js';

/** One key figure; `value` is `null` while it is not known, and `fact` then says when it will be. */
export interface FigureView {
  readonly key: string;
  readonly label: string;
  readonly value: string | null;
  readonly unit: string | null;
  /** A line under the figure: words, a number that matters, words. */
  readonly fact: { readonly before?: string; readonly strong?: string; readonly after?: string };
  /** How old the figure is, where it can freeze. */
  readonly seen: Moment | null;
  readonly spark: Sparkline | null;
  /** Set when a limit is broken. */
  readonly warning: Chip | null;
}

/** What the figures are made of. */
export interface FigureFacts {
  readonly status: Status;
  /** Oldest first, 5 s apart. */
  readonly trend: readonly TrendPoint[];
  readonly indicators: readonly Indicator[];
}

type Name = Pick<FigureView, 'key' | 'label'>;
type Counter = 'eventCount' | 'interactionCount';

/** Points in the minute over which rates are taken: a rate over 5 s would jump. */
const MINUTE_POINTS = 12;

export function figuresView(facts: FigureFacts): readonly FigureView[] {
  return [latencyFigure(facts), guildsFigure(facts), commandsFigure(facts), eventsFigure(facts), memoryFigure(facts)];
}

function latencyFigure({ status, trend, indicators }: FigureFacts): FigureView {
  const { latencyMs, latencyP95Ms, latencyAt } = status.figures;
  const isKnown = latencyMs !== null;
  return {
    key: 'latency',
    label: 'Gateway latency',
    value: isKnown ? number(latencyMs) : null,
    unit: 'ms',
    fact: isKnown ? { before: 'p95 ', strong: latency(latencyP95Ms), after: ', ' } : { before: noLatency(status) },
    seen: isKnown ? momentOrNull('ago', latencyAt, status.at) : null,
    spark: curve(trend.map((point) => point.latencyMs)),
    warning: warningOf(indicators, ['gateway_latency']),
  };
}

function noLatency({ shards }: Status): string {
  const hadSession = shards.some(({ sessionStartedAt }) => sessionStartedAt !== null);
  return hadSession && !shards.some(({ phase }) => answers(phase))
    ? 'while no shard answers'
    : 'comes with the first heartbeat';
}

function guildsFigure({ status: { figures }, trend, indicators }: FigureFacts): FigureView {
  const isKnown = figures.guildCount !== null;
  return {
    key: 'guilds',
    label: 'Servers',
    value: figures.guildCount === null ? null : number(figures.guildCount),
    unit: null,
    fact: isKnown ? guildsFact(figures) : { before: 'when a shard has connected' },
    seen: null,
    spark: curve(trend.map((point) => point.guildCount)),
    warning: warningOf(indicators, ['guilds']),
  };
}

function guildsFact({ unservedGuildCount, unavailableGuildCount }: Status['figures']): FigureView['fact'] {
  if (unservedGuildCount > 0) return { strong: number(unservedGuildCount), after: ' get no events' };
  if (unavailableGuildCount > 0) return { strong: number(unavailableGuildCount), after: ' not available at Discord' };
  return { before: 'all available' };
}

function commandsFigure(facts: FigureFacts): FigureView {
  const figure = counterFigure(facts, { key: 'commands', label: 'Commands, last minute' }, 'interactionCount');
  const { count = 0, inTimeCount = 0 } = facts.status.snapshot.interactions?.recent ?? {};
  const warning = warningOf(facts.indicators, ['interaction_success', 'interaction_latency']);
  if (count === 0 || figure.value === null) return figure;
  return { ...figure, fact: { strong: portion(inTimeCount / count), after: ' in time' }, warning };
}

function eventsFigure(facts: FigureFacts): FigureView {
  return counterFigure(facts, { key: 'events', label: 'Events, last minute' }, 'eventCount');
}

/** How fast a counter of the shards grows, and how far it has come. */
function counterFigure({ status: { shards }, trend }: FigureFacts, name: Name, counter: Counter): FigureView {
  const perSecond = shards.length > 0 ? lastMinute(trend, counter) : null;
  const total = shards.reduce((sum, shard) => sum + shard[counter], 0);
  const figure = { ...name, seen: null, warning: null };
  if (perSecond === null) {
    return { ...figure, value: null, unit: null, fact: { before: 'when a shard has connected' }, spark: null };
  }
  return {
    ...figure,
    ...rateIn(perSecond),
    fact: { strong: number(total), after: ' since the start' },
    spark: curve(smoothRates(trend, counter)),
  };
}

function memoryFigure({ status, trend, indicators }: FigureFacts): FigureView {
  const [instance] = status.snapshot.instances;
  const size = instance ? bytesIn(instance.rssBytes) : null;
  return {
    key: 'memory',
    label: 'Memory',
    value: size?.value ?? null,
    unit: size?.unit ?? null,
    fact: instance
      ? { before: 'Loop lag p99 ', strong: latency(rounded(instance.eventLoopLagMs)) }
      : { before: 'in a few seconds' },
    seen: null,
    spark: curve(trend.map((point) => point.rssBytes)),
    warning: warningOf(indicators, ['memory', 'event_loop_lag']),
  };
}

/** The growth of a counter over the last minute, per second; `null` for fewer than two points. */
function lastMinute(trend: readonly TrendPoint[], counter: Counter): number | null {
  const [first, last] = [trend.slice(-MINUTE_POINTS)[0], trend.at(-1)];
  if (!first || !last || first === last) return null;
  return rates([first, last], counter, 1_000)[0] ?? null;
}

function smoothRates(trend: readonly TrendPoint[], counter: Counter): readonly number[] {
  return trend.slice(1).flatMap((point, index) => {
    const before = trend[Math.max(0, index + 1 - MINUTE_POINTS)];
    return before ? rates([before, point], counter, 1_000) : [];
  });
}

/** Every second point is enough for a curve of two hundred pixels. */
function curve(values: readonly (number | null)[]): Sparkline | null {
  const last = values.length - 1;
  return sparkline(values.filter((_, index) => (last - index) % 2 === 0 || last < 60));
}

function warningOf(indicators: readonly Indicator[], keys: readonly string[]): Chip | null {
  const broken = indicators.find(({ key, state }) => keys.includes(key) && (state === 'warn' || state === 'fail'));
  return broken ? indicatorChip(broken.state) : null;
}

function rounded(ms: number | null): number | null {
  return ms === null ? null : Math.round(ms);
}
