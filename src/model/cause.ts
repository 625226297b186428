import type { Facts } from './facts.js';
import { type Problem, type ProblemKind, explain, isFatal } from './problem.js';
import { answers } from './shard.js';

/** Whose fault it may be. */
export type Culprit = 'process' | 'network' | 'discord' | 'configuration';

/** How sure we are. */
export type Confidence = 'certain' | 'likely' | 'possible';

/** One candidate, with what speaks for it. */
export interface Cause {
  readonly culprit: Culprit;
  readonly confidence: Confidence;
  /** A clause without a full stop. */
  readonly evidence: string;
}

const rank: Record<Confidence, number> = { certain: 0, likely: 1, possible: 2 };

const culpritOf: Record<ProblemKind, Culprit> = {
  unreachable: 'network',
  dns: 'network',
  timeout: 'network',
  discord_error: 'discord',
  not_discord: 'configuration',
  forbidden: 'process',
  rate_limited: 'process',
  token_rejected: 'configuration',
  intents_disallowed: 'configuration',
  intents_invalid: 'configuration',
  sharding_required: 'configuration',
  shard_invalid: 'configuration',
  version_invalid: 'process',
  session_starts_exhausted: 'process',
  session_refused: 'discord',
  session_ended: 'discord',
  reconnect_asked: 'discord',
  unacknowledged: 'network',
  deaf: 'discord',
  unreadable: 'discord',
  connection_closed: 'discord',
  unexpected: 'process',
};

/** Kinds of which one alone is no proof: the other side may look the same. */
const ambiguous: ReadonlySet<ProblemKind> = new Set([
  'unreachable',
  'timeout',
  'session_starts_exhausted',
  'unacknowledged',
  'deaf',
  'unreadable',
  'connection_closed',
]);

/** The candidates for what is wrong now, the most likely first, one for each culprit. Pure. */
export function causesOf(facts: Facts): readonly Cause[] {
  const found = [...problemsNow(facts).map(causeOf), ...loopCause(facts), ...silenceCause(facts)];
  const sorted = found.sort((a, b) => rank[a.confidence] - rank[b.confidence]);
  return sorted.filter((cause, at) => sorted.findIndex(({ culprit }) => culprit === cause.culprit) === at);
}

function problemsNow({ snapshot: { signIn }, shards }: Facts): readonly Problem[] {
  const ofShards = shards.flatMap(({ phase, lastError }) => (!answers(phase) && lastError ? lastError : []));
  return signIn?.problem ? [signIn.problem, ...ofShards] : ofShards;
}

function causeOf(problem: Problem): Cause {
  const { kind } = problem;
  const confidence = isFatal(problem) ? 'certain' : ambiguous.has(kind) ? 'possible' : 'likely';
  return { culprit: culpritOf[kind], confidence, evidence: explain(problem).words };
}

function loopCause({ snapshot: { instances }, limits }: Facts): readonly Cause[] {
  const lagMs = Math.max(0, ...instances.map(({ eventLoopLagMs }) => eventLoopLagMs ?? 0));
  if (lagMs <= limits.eventLoopLagMs) return [];
  return [
    { culprit: 'process', confidence: 'likely', evidence: `its event loop was blocked for ${Math.round(lagMs)} ms` },
  ];
}

/** Connections that stand and carry nothing: one alone is Discord's or the network's, all at once more likely the network's. */
function silenceCause({ shards }: Facts): readonly Cause[] {
  const silent = shards.filter(({ phase }) => phase === 'zombie' || phase === 'deaf');
  if (silent.length === 0) return [];
  const evidence = silenceWords(silent.length, shards.length);
  const isWhole = silent.length === shards.length && shards.length > 1;
  return [{ culprit: isWhole ? 'network' : 'discord', confidence: 'possible', evidence }];
}

function silenceWords(silentCount: number, count: number): string {
  if (count === 1) return 'the connection stands but carries nothing';
  if (silentCount === 1) return `one connection of ${count} stands but carries nothing`;
  return `${silentCount} connections of ${count} stand but carry nothing`;
}
