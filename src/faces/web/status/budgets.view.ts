import type { RestUse } from '../../../model/rest-use.js';
import type { SessionStarts } from '../../../model/session-starts.js';
import type { Status } from '../../../model/status.js';
import { clockWords } from '../../../model/clock-words.js';
import { counted, duration } from '../../../model/words.js';
import { number, unbroken } from '../../format.js';
import { type BudgetFacts, budgetMeters } from '../parts/budget-meters.js';
import { type Fact, fact } from '../parts/fact.js';
import { type Meter, share } from '../parts/meter.js';
import { type Moment, moment, momentOrNull } from '../parts/moment.js';

/** One line about a route of Discord's API. */
export interface RouteLine {
  /** Method and route without ids; ours, never text by strangers. */
  readonly route: string;
  readonly words: string;
  readonly time: Moment | null;
  /** 0 to 100: how much is used. */
  readonly percent: number;
}

/** Discord's budgets in full. */
export interface BudgetsView {
  readonly meters: readonly Meter[];
  readonly facts: readonly Fact[];
  /** The fullest first; empty while Discord has not told of any. */
  readonly buckets: readonly RouteLine[];
  /** Who caused the invalid requests, the most frequent first. */
  readonly offenders: readonly RouteLine[];
  /** When REST was measured; `null` before the first request. */
  readonly measured: Moment | null;
}

export function budgetsView(facts: BudgetFacts): BudgetsView {
  const { at, snapshot } = facts.status;
  const { rest, sessionStarts } = snapshot;
  return {
    meters: budgetMeters(facts),
    facts: [
      ...(sessionStarts ? startsFacts(sessionStarts, at) : []),
      ...interactionFacts(facts.status),
      ...(rest ? restFacts(rest, at) : []),
    ],
    buckets: (rest?.buckets ?? []).map((bucket) => ({
      route: bucket.route,
      words: `${number(bucket.remaining)} of ${number(bucket.limit)} left`,
      time: momentOrNull('in', bucket.resetsAt > at ? bucket.resetsAt : null, at),
      percent: share(1 - bucket.remaining / Math.max(1, bucket.limit)),
    })),
    offenders: offenderLines(rest?.invalid ?? null),
    measured: momentOrNull('ago', rest?.seenAt ?? null, at),
  };
}

function offenderLines(invalid: RestUse['invalid'] | null): readonly RouteLine[] {
  return (invalid?.offenders ?? []).map(({ route, status, count }) => ({
    route,
    words: unbroken(`${number(count)} with ${status}`),
    time: null,
    percent: share(count / Math.max(1, invalid?.count ?? 0)),
  }));
}

function startsFacts({ ownCount, askedAt, maxConcurrency }: SessionStarts, now: number): readonly Fact[] {
  return [
    fact('Our own starts', unbroken(`${number(ownCount)} in 24 h`)),
    fact('Starts at a time', unbroken(`${number(maxConcurrency)} every 5 s`)),
    fact('Discord asked', '', moment('ago', askedAt, now)),
  ];
}

function interactionFacts({ snapshot: { interactions } }: Status): readonly Fact[] {
  if (!interactions) return [];
  const { receivedCount, lateCount, missedCount, expiredCount, recent } = interactions;
  const { p50Ms, p99Ms, ageAtReceiptMs } = recent;
  const median = p50Ms === null || p99Ms === null ? [] : [fact('Answered p50, p99', spread(p50Ms, p99Ms))];
  const age = ageAtReceiptMs === null ? [] : [fact('Age at receipt', unbroken(`${number(ageAtReceiptMs)} ms`))];
  return [
    fact('Commands', `${number(receivedCount)} since the start`),
    fact('Answered late', number(lateCount)),
    fact('Never answered', number(missedCount)),
    ...(expiredCount === 0 ? [] : [fact('While away', number(expiredCount))]),
    ...median,
    ...age,
  ];
}

function spread(p50Ms: number, p99Ms: number): string {
  return unbroken(`${number(p50Ms)} ms, ${number(p99Ms)} ms`);
}

function restFacts(rest: RestUse, now: number): readonly Fact[] {
  const { queuedCount, waitCount, waitedMs, heldUntil, recentCount, recentFailureCount, clock } = rest;
  const waits = waitCount === 0 ? 'none' : `${counted(waitCount, 'time')}, ${duration(waitedMs)} in all`;
  return [
    fact('Requests', `${number(rest.requestCount)} since the start`),
    fact('Failed', unbroken(`${number(recentFailureCount)} of ${number(recentCount)} in 5 min`)),
    fact('Waiting now', queuedCount === 0 ? 'none' : counted(queuedCount, 'request')),
    fact('Waits so far', unbroken(waits)),
    heldUntil !== null && heldUntil > now
      ? fact('Held back by us', 'goes on', moment('in', heldUntil, now))
      : fact('Held back by us', 'no'),
    ...(clock ? [fact('Our clock', `${unbroken(clockWords(clock))},`, moment('ago', clock.measuredAt, now))] : []),
  ];
}
