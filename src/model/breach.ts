import type { Facts } from './facts.js';
import { duration } from './words.js';
import { isAtReserve, newStarts, startsLeft } from './session-starts.js';

/** A limit that is broken although all shards answer. */
export interface Breach {
  /** Stable name for machines; also the key of its health indicator. */
  readonly kind:
    | 'gateway_latency'
    | 'interaction_latency'
    | 'interaction_success'
    | 'event_loop_lag'
    | 'invalid_requests'
    | 'session_starts'
    | 'rest_failures';
  /** A clause without a full stop, to follow `Degraded - `. */
  readonly words: string;
  /** A whole sentence. */
  readonly wayOut: string;
}

/** Fewer interactions in 5 minutes than this say nothing about the rest. */
const INTERACTIONS_NEEDED = 20;
/** Likewise of requests. */
const REQUESTS_NEEDED = 20;

const whole = (value: number) => Math.round(value).toLocaleString('en-GB');

const gatewayLatency = ({ figures: { latencyP95Ms }, limits }: Facts): Breach | null => {
  if ((latencyP95Ms ?? 0) <= limits.latencyMs) return null;
  return {
    kind: 'gateway_latency',
    words: `Discord's gateway is slow, heartbeats take up to ${whole(latencyP95Ms ?? 0)} ms`,
    wayOut: 'Commands are answered late. discordstatus.com says whether Discord has trouble.',
  };
};

const eventLoopLag = ({ snapshot: { instances }, limits }: Facts): Breach | null => {
  const lagMs = Math.max(0, ...instances.map(({ eventLoopLagMs }) => eventLoopLagMs ?? 0));
  if (lagMs <= limits.eventLoopLagMs) return null;
  return {
    kind: 'event_loop_lag',
    words: `this process is too busy, everything waits up to ${whole(lagMs)} ms for its turn`,
    wayOut: 'Look for a command that computes for long without a pause.',
  };
};

const interactionLatency = ({ snapshot: { interactions }, limits }: Facts): Breach | null => {
  const { count = 0, p95Ms = null } = interactions?.recent ?? {};
  if (count < INTERACTIONS_NEEDED || (p95Ms ?? 0) <= limits.interactionMs) return null;
  return {
    kind: 'interaction_latency',
    words: `commands are answered late, up to ${whole(p95Ms ?? 0)} ms of the 3,000 that Discord allows`,
    wayOut: 'Look for commands that work before they answer: let them defer their reply first.',
  };
};

const interactionSuccess = ({ snapshot: { interactions }, limits }: Facts): Breach | null => {
  const { count = 0, inTimeCount = 0 } = interactions?.recent ?? {};
  if (count < INTERACTIONS_NEEDED || inTimeCount * 100 >= limits.interactionSuccessPercent * count) return null;
  return {
    kind: 'interaction_success',
    words: `${whole(count - inTimeCount)} of the last ${whole(count)} commands were not answered in time`,
    wayOut: 'Look in the log for commands that fail, and for ones that work before they answer.',
  };
};

const restFailures = ({ snapshot: { rest }, limits }: Facts): Breach | null => {
  const { recentCount = 0, recentFailureCount = 0 } = rest ?? {};
  if (recentCount < REQUESTS_NEEDED || recentFailureCount * 100 <= limits.restFailuresPercent * recentCount)
    return null;
  return {
    kind: 'rest_failures',
    words: `Discord's API failed ${whole(recentFailureCount)} of the last ${whole(recentCount)} requests`,
    wayOut: 'Answers to commands may be lost. discordstatus.com says whether Discord has trouble.',
  };
};

const invalidRequests = ({ snapshot: { rest }, limits }: Facts): Breach | null => {
  if (!rest || rest.invalid.count * 100 <= limits.invalidRequestsPercent * rest.invalid.limit) return null;
  const { count, limit, offenders } = rest.invalid;
  const worst = offenders[0] ? `, most of them ${offenders[0].route}` : '';
  return {
    kind: 'invalid_requests',
    words: `${whole(count)} of ${whole(limit)} invalid requests in 10 minutes are used up${worst}`,
    wayOut: 'Stop what sends them: at the limit Discord shuts out this whole address.',
  };
};

const sessionStarts = ({ snapshot: { sessionStarts: starts }, now }: Facts): Breach | null => {
  if (!starts || !isAtReserve(starts)) return null;
  return {
    kind: 'session_starts',
    words: `session starts are down to the reserve, ${startsLeft(starts)}, ${newStarts(starts, now)}`,
    wayOut: `A shard that loses its session waits for ${duration(Math.max(0, starts.resetsAt - now))}: do not restart the bot now.`,
  };
};

/** What users feel first comes first. */
const checks = [
  gatewayLatency,
  interactionSuccess,
  interactionLatency,
  eventLoopLag,
  restFailures,
  invalidRequests,
  sessionStarts,
] as const;

/** All limits that are broken now, what users feel first in front. Pure and total. */
export function breachesOf(facts: Facts): readonly Breach[] {
  return checks.flatMap((check) => check(facts) ?? []);
}
