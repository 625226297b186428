import { type Check, type LimitName, judged, notKnown } from './indicator.js';

const whole = (value: number) => Math.round(value).toLocaleString('en-GB');

const interactionLatency: Check = ({ snapshot: { interactions }, breaches }, { interactionMs }) => {
  const name: LimitName = {
    key: 'interaction_latency',
    name: 'Time to answer p95',
    limit: `warns above ${whole(interactionMs)} ms of the 3,000 that Discord gives`,
  };
  if (!interactions || interactions.recent.p95Ms === null) return notKnown(name);
  const now = `${whole(interactions.recent.p95Ms)} ms`;
  return judged(breaches, name, { now, checkedAt: interactions.seenAt });
};

const interactionSuccess: Check = ({ snapshot: { interactions }, breaches }, limits) => {
  const name: LimitName = {
    key: 'interaction_success',
    name: 'Answered in time',
    limit: `warns below ${limits.interactionSuccessPercent} %, from 20 commands in 5 min on`,
  };
  if (!interactions || interactions.recent.count === 0) return notKnown(name);
  const { count, inTimeCount } = interactions.recent;
  return judged(breaches, name, { now: `${whole(inTimeCount)} of ${whole(count)}`, checkedAt: interactions.seenAt });
};

const restFailures: Check = ({ snapshot: { rest }, breaches }, { restFailuresPercent }) => {
  const name: LimitName = {
    key: 'rest_failures',
    name: "Discord's API",
    limit: `warns above ${restFailuresPercent} % failed, from 10 requests in 5 min on`,
  };
  if (!rest || rest.recentCount === 0) return notKnown(name);
  const now = `${whole(rest.recentFailureCount)} of ${whole(rest.recentCount)} failed`;
  return judged(breaches, name, { now, checkedAt: rest.seenAt });
};

const invalidRequests: Check = ({ snapshot: { rest }, breaches }, { invalidRequestsPercent: percent }) => {
  const key = 'invalid_requests';
  if (!rest)
    return notKnown({ key, name: 'Invalid requests', limit: `warns above ${percent} % of what Discord allows` });
  const { count, limit } = rest.invalid;
  const warnsAbove = Math.floor((percent * limit) / 100);
  const name: LimitName = { key, name: 'Invalid requests', limit: `warns above ${whole(warnsAbove)} in 10 min` };
  return judged(breaches, name, { now: `${whole(count)} of ${whole(limit)}`, checkedAt: rest.seenAt });
};

const sessionStarts: Check = ({ snapshot: { sessionStarts: starts }, breaches }) => {
  const key = 'session_starts';
  if (!starts) return notKnown({ key, name: 'Session starts', limit: 'warns at the reserve' });
  const name: LimitName = { key, name: 'Session starts', limit: `warns at the reserve of ${whole(starts.reserve)}` };
  return judged(breaches, name, { now: `${whole(starts.remaining)} left`, checkedAt: starts.seenAt });
};

/** What is left of what Discord allows, and how it is used. */
export const budgetChecks: readonly Check[] = [
  interactionSuccess,
  interactionLatency,
  restFailures,
  invalidRequests,
  sessionStarts,
];
