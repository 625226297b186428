import { type Breach, breachesOf } from './breach.js';
import type { Facts } from './facts.js';
import type { JudgedShard } from './figures.js';
import type { Reach, StatusPage } from './outside.js';
import { type Problem, isFatal } from './problem.js';
import { answers } from './shard.js';
import type { Seen, Snapshot } from './snapshot.js';

/** Another version of Shardwatch than before. */
export interface VersionChange {
  readonly from: string;
  readonly to: string;
  /** Epoch milliseconds. */
  readonly at: number;
}

/** What an attribution rests on: plain data of one moment, or of all moments of an incident. `null` is not known. */
export interface Evidence {
  /** When the trouble began, epoch milliseconds. */
  readonly since: number;
  readonly shardCount: number;
  /** Shards that did not answer, the most at once. */
  readonly silentShardCount: number;
  /** Connections that stood and carried nothing, the most at once. */
  readonly muteShardCount: number;
  /** What went wrong, one of each kind and side. */
  readonly problems: readonly Problem[];
  readonly breaches: readonly Breach['kind'][];
  /** Whether most requests that failed got no answer at all; `null` when there were few failures. */
  readonly isApiSilent: boolean | null;
  /** Milliseconds that commands were with us while they were late or lost, the worst 95th percentile; `null` when they were not. */
  readonly commandsOwnMs: number | null;
  /** Milliseconds, the worst 99th percentile of the event loop's lag. */
  readonly lagMs: number | null;
  /** Milliseconds: more than that is too late. */
  readonly lagLimitMs: number;
  /** Milliseconds for which the whole process did not run. */
  readonly stoodStillMs: number;
  /** Errors that nobody caught, since the trouble began. */
  readonly uncaughtErrorCount: number;
  readonly hasCrashed: boolean;
  /** Whether Discord has accepted the token and the intents since the process started. */
  readonly wasAccepted: boolean;
  readonly statusPage: StatusPage | null;
  readonly reach: Reach | null;
  /** Whether the version is another than before; `null` when the one before is not known. */
  readonly versionChange: VersionChange | 'none' | null;
}

/** Milliseconds for which what the outside said is about now. */
const OUTSIDE_LASTS_MS = 180_000;
/** Kinds of problems that are kept for one incident. */
const MOST_PROBLEMS = 20;

/** What is known at this moment. @param since when the trouble began: what the outside said before is not about it */
export function evidenceOf(facts: Facts, since = facts.now - OUTSIDE_LASTS_MS): Evidence {
  const { snapshot, shards, limits, now } = facts;
  const silent = shards.filter(({ phase }) => !answers(phase));
  const breaches = breachesOf(facts).map(({ kind }) => kind);
  const lags = snapshot.instances.flatMap(({ eventLoopLagMs }) => eventLoopLagMs ?? []);
  return {
    since: now,
    shardCount: shards.length,
    silentShardCount: silent.length,
    muteShardCount: silent.filter(({ phase }) => phase === 'zombie' || phase === 'deaf').length,
    problems: problemsNow(snapshot, silent),
    breaches,
    isApiSilent: breaches.includes('rest_failures') ? isSilent(snapshot) : null,
    commandsOwnMs: breaches.some(isOfCommands) ? (snapshot.interactions?.recent.ownP95Ms ?? null) : null,
    lagMs: lags.length === 0 ? null : Math.max(...lags),
    lagLimitMs: limits.eventLoopLagMs,
    stoodStillMs: 0,
    uncaughtErrorCount: 0,
    hasCrashed: false,
    wasAccepted: snapshot.allConnectedAt !== null,
    statusPage: saidSince(since, snapshot.statusPage),
    reach: saidSince(since, snapshot.reach),
    versionChange: versionChangeOf(snapshot),
  };
}

/** What is known of both moments: the worst of each, and the latest word from outside. */
export function together(before: Evidence, after: Evidence): Evidence {
  return {
    since: Math.min(before.since, after.since),
    shardCount: Math.max(before.shardCount, after.shardCount),
    silentShardCount: Math.max(before.silentShardCount, after.silentShardCount),
    muteShardCount: Math.max(before.muteShardCount, after.muteShardCount),
    problems: distinct([...before.problems, ...after.problems]).slice(0, MOST_PROBLEMS),
    breaches: [...new Set([...before.breaches, ...after.breaches])],
    isApiSilent: after.isApiSilent ?? before.isApiSilent,
    commandsOwnMs: largest(before.commandsOwnMs, after.commandsOwnMs),
    lagMs: largest(before.lagMs, after.lagMs),
    lagLimitMs: after.lagLimitMs,
    stoodStillMs: Math.max(before.stoodStillMs, after.stoodStillMs),
    uncaughtErrorCount: Math.max(before.uncaughtErrorCount, after.uncaughtErrorCount),
    hasCrashed: before.hasCrashed || after.hasCrashed,
    wasAccepted: before.wasAccepted || after.wasAccepted,
    statusPage: worseStatus(before.statusPage, after.statusPage),
    reach: after.reach ?? before.reach,
    versionChange: pickChange(before.versionChange, after.versionChange),
  };
}

function problemsNow({ signIn }: Snapshot, silent: readonly JudgedShard[]): readonly Problem[] {
  const ofShards = silent.flatMap(({ lastError }) => lastError ?? []);
  return distinct(signIn?.problem ? [signIn.problem, ...ofShards] : ofShards);
}

function isSilent({ rest }: Snapshot): boolean {
  return rest !== null && rest.recentUnansweredCount * 2 > rest.recentFailureCount;
}

function isOfCommands(kind: Breach['kind']): boolean {
  return kind === 'interaction_latency' || kind === 'interaction_success';
}

function distinct(problems: readonly Problem[]): readonly Problem[] {
  const isSame = (a: Problem, b: Problem) => a.kind === b.kind && a.peer === b.peer && a.detail === b.detail;
  const once = problems.filter((problem, at) => problems.findIndex((other) => isSame(problem, other)) === at);
  return [...once].sort((a, b) => Number(isFatal(b)) - Number(isFatal(a)));
}

function saidSince<T extends object>(since: number, subject: Seen<T> | null): T | null {
  return subject && subject.seenAt >= since ? subject : null;
}

function versionChangeOf({ instances }: Snapshot): Evidence['versionChange'] {
  const [instance] = instances;
  const from = instance?.store.previousVersion ?? null;
  if (!instance || from === null) return null;
  return from === instance.version ? 'none' : { from, to: instance.version, at: instance.startedAt };
}

function largest(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : Math.max(a, b);
}

const severity = ['none', 'minor', 'major', 'critical'] as const;

/** That Discord spoke of trouble stays true after it is over; and a page that was read says more than one that was not. */
function worseStatus(before: StatusPage | null, after: StatusPage | null): StatusPage | null {
  if (!before?.indicator) return after ?? before;
  if (!after?.indicator) return before;
  return severity.indexOf(before.indicator) > severity.indexOf(after.indicator) ? before : after;
}

function pickChange(before: Evidence['versionChange'], after: Evidence['versionChange']): Evidence['versionChange'] {
  return typeof before === 'object' && before !== null ? before : (after ?? before);
}
