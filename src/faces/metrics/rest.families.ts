import type { RestUse, RouteUse } from '../../model/rest-use.js';
import {
  type Family,
  type Known,
  type Labels,
  type Sample,
  type Scrape,
  age,
  gauge,
  left,
  sample,
  seconds,
} from './family.js';
import { routeLabels } from './route-labels.js';

type Read = (rest: RestUse, scrape: Scrape) => Known;

function ofRest(name: string, help: string, read: Read): Family {
  const one = gauge(name, help, (scrape) => {
    const { rest } = scrape.status.snapshot;
    return rest ? read(rest, scrape) : null;
  });
  return name.endsWith('_total') ? { ...one, type: 'counter' } : one;
}

function perRoute(name: string, help: string, read: (use: RouteUse) => number): Family {
  return {
    name,
    type: 'counter',
    help,
    read: ({ status: { snapshot } }) =>
      (snapshot.rest?.routes ?? []).map((use) => ({ labels: answerLabels(use), value: read(use) })),
  };
}

function answerLabels({ route, status }: RouteUse): Labels {
  return { ...routeLabels(route), status: status === 0 ? 'none' : String(status) };
}

/** Of all requests in 5 minutes; nothing is known of none. */
function failureRatio({ recentCount, recentFailureCount }: RestUse): number | null {
  return recentCount === 0 ? null : recentFailureCount / recentCount;
}

/** How full the fullest bucket is, 0 to 1; one whose time is over is empty again. */
function fullest({ buckets }: RestUse, { status }: Scrape): number {
  const used = buckets.map(({ limit, remaining, resetsAt }) => (resetsAt > status.at ? 1 - remaining / limit : 0));
  return Math.max(0, ...used);
}

function clockOffset({ status: { snapshot } }: Scrape): readonly Sample[] {
  const clock = snapshot.rest?.clock;
  return clock ? sample(clock.offsetMs / 1_000, { source: clock.source }) : [];
}

/** Requests to Discord's REST API and their budgets. */
export const restFamilies: readonly Family[] = [
  perRoute(
    'shardwatch_rest_requests_total',
    'Requests to Discord by method, route and HTTP status; "none" is no answer at all.',
    ({ count }) => count,
  ),
  perRoute(
    'shardwatch_rest_request_seconds_total',
    'Time from sending requests to the head of their answers, added up.',
    ({ tookMs }) => tookMs / 1_000,
  ),
  ofRest('shardwatch_rest_failure_ratio', 'Share of the requests of 5 minutes that Discord failed.', failureRatio),
  ofRest(
    'shardwatch_rest_invalid_requests',
    'Answers 401, 403 and 429 in the last 10 minutes.',
    ({ invalid }) => invalid.count,
  ),
  ofRest(
    'shardwatch_rest_invalid_requests_limit',
    'Invalid requests after which Discord shuts out this address.',
    ({ invalid }) => invalid.limit,
  ),
  ofRest(
    'shardwatch_rest_global_requests_per_second',
    'Requests in the last whole second that count towards the limit over all routes.',
    ({ global }) => global.perSecond,
  ),
  ofRest(
    'shardwatch_rest_global_peak_requests_per_second',
    'The most of them in any second of the last minute.',
    ({ global }) => global.peakPerSecond,
  ),
  ofRest(
    'shardwatch_rest_global_limit_requests_per_second',
    'How many of them Discord allows.',
    ({ global }) => global.limit,
  ),
  ofRest('shardwatch_rest_fullest_bucket_ratio', 'How much of the fullest rate limit is used up.', fullest),
  ofRest('shardwatch_rest_queued_requests', 'Requests that wait for their turn.', ({ queuedCount }) => queuedCount),
  ofRest(
    'shardwatch_rest_rate_limit_waits_total',
    'Times that a request had to wait for a rate limit.',
    ({ waitCount }) => waitCount,
  ),
  ofRest(
    'shardwatch_rest_rate_limit_wait_seconds_total',
    'Time that requests waited for rate limits, added up.',
    ({ waitedMs }) => seconds(waitedMs),
  ),
  ofRest(
    'shardwatch_rest_held_seconds',
    'Time for which requests are still held back by ourselves; 0 when they are not.',
    ({ heldUntil }, scrape) => left(heldUntil ?? 0, scrape),
  ),
  {
    name: 'shardwatch_clock_offset_seconds',
    type: 'gauge',
    help: "How far Discord's clock is ahead of ours. By date it is known to a second only.",
    read: clockOffset,
  },
  ofRest('shardwatch_clock_offset_age_seconds', 'How long ago the clocks were compared.', ({ clock }, scrape) =>
    age(clock?.measuredAt, scrape),
  ),
];
