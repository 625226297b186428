import { INTERACTION_DEADLINE_MS, SENDS_ALLOWED } from '../../../model/discord-limits.js';
import type { Indicator } from '../../../model/indicator.js';
import type { Limits } from '../../../model/limits.js';
import type { Status } from '../../../model/status.js';
import { duration } from '../../../model/words.js';
import { latency, number, unbroken } from '../../format.js';
import { type Chip, indicatorChip } from './chips.js';
import { type Meter, emptyMeter, frozenSince, meter, share } from './meter.js';
import { moment } from './moment.js';

/** What the meters are made of. */
export interface BudgetFacts {
  readonly status: Status;
  readonly limits: Limits;
  readonly indicators: readonly Indicator[];
}

/** How much of what Discord allows is used: the five budgets, one bar each. */
export function budgetMeters(facts: BudgetFacts): readonly Meter[] {
  return [
    sessionStartsMeter(facts),
    invalidRequestsMeter(facts),
    restMeter(facts),
    sendsMeter(facts),
    acknowledgementMeter(facts),
  ];
}

function sessionStartsMeter({ status: { at, snapshot }, indicators }: BudgetFacts): Meter {
  const { sessionStarts: starts } = snapshot;
  const label = 'Session starts';
  if (!starts) return emptyMeter(label, 'Known after the sign-in');
  const { total, remaining, reserve, resetsAt } = starts;
  const used = total - remaining;
  return meter({
    label,
    value: number(used),
    of: `of ${number(total)}`,
    ratio: used / Math.max(1, total),
    tick: share((total - reserve) / Math.max(1, total)),
    note: `${number(remaining)} left, ${number(reserve)} in reserve, all back`,
    noteTime: moment('in', resetsAt, at),
    warning: warningOf(indicators, 'session_starts'),
  });
}

function invalidRequestsMeter({ status: { at, snapshot }, limits, indicators }: BudgetFacts): Meter {
  const { rest } = snapshot;
  const label = 'Invalid requests';
  if (!rest) return emptyMeter(label, 'Counted from the first request on');
  const { count, limit, offenders } = rest.invalid;
  return meter({
    label,
    value: number(count),
    of: `of ${number(limit)}`,
    ratio: count / limit,
    tick: limits.invalidRequestsPercent,
    note: offenders[0] ? `Most of them ${offenders[0].route}` : unbroken('Answers 401, 403 and 429 of the last 10 min'),
    warning: warningOf(indicators, 'invalid_requests'),
    frozen: frozenSince(rest.seenAt, at),
  });
}

function restMeter({ status: { at, snapshot } }: BudgetFacts): Meter {
  const { rest } = snapshot;
  const label = 'REST, all routes';
  if (!rest) return emptyMeter(label, 'Counted from the first request on');
  const { perSecond, peakPerSecond, limit } = rest.global;
  return meter({
    label,
    value: number(perSecond),
    of: unbroken(`of ${number(limit)} per s`),
    ratio: perSecond / limit,
    note: unbroken(`Peak ${number(peakPerSecond)} per s in the last minute`),
    frozen: frozenSince(rest.seenAt, at),
  });
}

function sendsMeter({ status: { at, shards } }: BudgetFacts): Meter {
  const label = 'Gateway sends';
  const [busiest] = [...shards].sort((a, b) => b.sendCount - a.sendCount);
  if (!busiest) return emptyMeter(label, 'Counted when a shard has connected');
  return meter({
    label,
    value: number(busiest.sendCount),
    of: unbroken(`of ${SENDS_ALLOWED.count} per min`),
    ratio: busiest.sendCount / SENDS_ALLOWED.count,
    note: busiest.sendCount === 0 ? 'Nothing in the last minute' : unbroken(`Shard ${busiest.id} sends the most`),
    frozen: frozenSince(busiest.seenAt, at),
  });
}

function acknowledgementMeter({ status: { at, snapshot }, limits, indicators }: BudgetFacts): Meter {
  const { interactions } = snapshot;
  const label = 'Acknowledgement p95';
  if (!interactions || interactions.recent.p95Ms === null) return emptyMeter(label, 'Measured with the next command');
  const { count, inTimeCount, p95Ms } = interactions.recent;
  return meter({
    label,
    value: latency(Math.round(p95Ms)),
    of: unbroken(`of ${duration(INTERACTION_DEADLINE_MS)}`),
    ratio: p95Ms / INTERACTION_DEADLINE_MS,
    tick: share(limits.interactionMs / INTERACTION_DEADLINE_MS),
    note: unbroken(`${number(inTimeCount)} of ${number(count)} in time, last 5 min`),
    warning: warningOf(indicators, 'interaction_latency') ?? warningOf(indicators, 'interaction_success'),
    frozen: frozenSince(interactions.seenAt, at),
  });
}

function warningOf(indicators: readonly Indicator[], key: string): Chip | null {
  const state = indicators.find((indicator) => indicator.key === key)?.state;
  return state === 'warn' || state === 'fail' ? indicatorChip(state) : null;
}
