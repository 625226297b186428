import { INTERACTION_DEADLINE_MS } from '../../../model/discord-limits.js';
import type { Indicator } from '../../../model/indicator.js';
import { answers } from '../../../model/shard.js';
import type { Status } from '../../../model/status.js';
import { type TrendPoint, rates } from '../../../model/trend.js';
import { duration } from '../../../model/words.js';
import { bytesIn, latency, number, percent, portion, unbroken } from '../../format.js';
import { type Chip, indicatorChip } from '../parts/chips.js';
import { type Moment, momentOrNull } from '../parts/moment.js';
import { type Sparkline, sparkline } from '../parts/sparkline.js';

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
  /** Whether it is broken by what the line under the figure says, and not by the figure. */
  readonly isOfFact?: boolean;
}

/** What the figures are made of. */
export interface FigureFacts {
  readonly status: Status;
  /** Oldest first, 5 s apart. */
  readonly trend: readonly TrendPoint[];
  readonly indicators: readonly Indicator[];
}

/** Points in the minute over which rates are taken: a rate over 5 s would jump. */
const MINUTE_POINTS = 12;
const MINUTE_MS = 60_000;

export function figuresView(facts: FigureFacts): readonly FigureView[] {
  return [latencyFigure(facts), guildsFigure(facts), commandsFigure(facts), answerFigure(facts), memoryFigure(facts)];
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

function guildsFigure({ status, trend, indicators }: FigureFacts): FigureView {
  const { figures } = status;
  const isKnown = figures.guildCount !== null;
  return {
    key: 'guilds',
    label: 'Servers',
    value: figures.guildCount === null ? null : number(figures.guildCount),
    unit: null,
    fact: isKnown ? guildsFact(status) : { before: 'when a shard has connected' },
    seen: null,
    spark: curve(trend.map((point) => point.guildCount)),
    warning: warningOf(indicators, ['guilds']),
  };
}

function guildsFact({ figures, shards }: Status): FigureView['fact'] {
  const { unservedGuildCount, unavailableGuildCount } = figures;
  if (unservedGuildCount > 0) return { strong: number(unservedGuildCount), after: ' get no events' };
  if (unavailableGuildCount > 0) return { strong: number(unavailableGuildCount), after: ' not available at Discord' };
  const joined = shards.reduce((sum, { joinedGuildCount }) => sum + joinedGuildCount, 0);
  const left = shards.reduce((sum, { leftGuildCount }) => sum + leftGuildCount, 0);
  if (joined + left === 0) return { before: 'all available' };
  return { strong: `+${number(joined)} \u2212${number(left)}`, after: ' since the start' };
}

function commandsFigure({ status, trend, indicators }: FigureFacts): FigureView {
  const { shards, snapshot } = status;
  const perMinute = shards.length > 0 ? lastMinute(trend) : null;
  const total = shards.reduce((sum, shard) => sum + shard.interactionCount, 0);
  const { count = 0, inTimeCount = 0 } = snapshot.interactions?.recent ?? {};
  const known =
    count > 0
      ? { strong: portion(inTimeCount / count), after: ' in time' }
      : { strong: number(total), after: ' since the start' };
  return {
    key: 'commands',
    label: 'Commands',
    value: perMinute === null ? null : number(Math.round(perMinute)),
    unit: 'per min',
    fact: perMinute === null ? { before: 'when a shard has connected' } : known,
    seen: null,
    spark: perMinute === null ? null : curve(smoothRates(trend)),
    warning: warningOf(indicators, ['interaction_success']),
    isOfFact: true,
  };
}

function answerFigure({ status, trend, indicators }: FigureFacts): FigureView {
  const p95Ms = status.snapshot.interactions?.recent.p95Ms ?? null;
  const deadline = unbroken(` of the ${duration(INTERACTION_DEADLINE_MS)} allowed`);
  return {
    key: 'answer',
    label: 'Time to answer p95',
    value: p95Ms === null ? null : number(Math.round(p95Ms)),
    unit: 'ms',
    fact:
      p95Ms === null
        ? { before: 'with the next command' }
        : { strong: percent(p95Ms / INTERACTION_DEADLINE_MS), after: deadline },
    seen: null,
    spark: curve(trend.map((point) => point.acknowledgementMs)),
    warning: warningOf(indicators, ['interaction_latency']),
  };
}

function memoryFigure({ status, trend, indicators }: FigureFacts): FigureView {
  const [instance] = status.snapshot.instances;
  const [memory, lag] = [warningOf(indicators, ['memory']), warningOf(indicators, ['event_loop_lag'])];
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
    warning: memory ?? lag,
    isOfFact: !memory && lag !== null,
  };
}

/** Commands per minute, over the last one; `null` for fewer than two points. */
function lastMinute(trend: readonly TrendPoint[]): number | null {
  const [first, last] = [trend.slice(-MINUTE_POINTS)[0], trend.at(-1)];
  if (!first || !last || first === last) return null;
  return rates([first, last], 'interactionCount', MINUTE_MS)[0] ?? null;
}

function smoothRates(trend: readonly TrendPoint[]): readonly number[] {
  return trend.slice(1).flatMap((point, index) => {
    const before = trend[Math.max(0, index + 1 - MINUTE_POINTS)];
    return before ? rates([before, point], 'interactionCount', MINUTE_MS) : [];
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
