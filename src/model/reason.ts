import { breachesOf } from './breach.js';
import type { Facts } from './facts.js';
import type { JudgedShard } from './figures.js';
import { type Problem, explain } from './problem.js';
import { type SessionStarts, newStarts } from './session-starts.js';
import { type ShardPhase, answers, unacknowledgedMs, unheardMs } from './shard.js';
import type { Verdict } from './verdict.js';
import { counted, duration } from './words.js';

/** Why the verdict is what it is, and what to do. */
export interface Reason {
  /** A clause without a full stop, to follow `Degraded - `. */
  readonly reason: string;
  /** A whole sentence; `null` when nothing needs saying. */
  readonly advice: string | null;
  /** What went wrong, where it is one thing. */
  readonly problem?: Problem;
}

const TRIES_AGAIN = 'Nothing to do here: it tries again by itself.';
const WAIT_A_LITTLE = 'Nothing is wrong: this takes a few seconds.';

/** The words for a verdict. Total: every verdict has a reason, whatever is known. */
export function reasonFor(verdict: Verdict, facts: Facts): Reason {
  switch (verdict) {
    case 'unknown':
      return {
        reason: `nothing was heard of the bot for ${duration(facts.now - (facts.snapshot.heardAt ?? facts.now))}`,
        advice: 'If this lasts, the process is stuck: look at its log, then restart it.',
      };
    case 'operational':
      return { reason: allAnswer(facts), advice: null };
    case 'starting':
      return signInTrouble(facts) ?? connectionTrouble(facts) ?? onTheWay(facts);
    case 'down':
      return signInTrouble(facts) ?? noneAnswers(facts);
    case 'degraded':
      return someAreSilent(facts) ?? limitBreached(facts);
  }
}

function allAnswer({ figures: { shardCount } }: Facts): string {
  return shardCount === 1 ? 'the one shard answers' : `all ${shardCount} shards answer`;
}

function onTheWay({ figures: { shardCount, answeringShardCount } }: Facts): Reason {
  if (shardCount === 0) return { reason: 'signing in to Discord', advice: WAIT_A_LITTLE };
  if (shardCount === 1) return { reason: 'the one shard does not answer yet', advice: WAIT_A_LITTLE };
  return {
    reason: `${answeringShardCount} of ${shardCount} shards answer`,
    advice: 'Nothing is wrong: Discord lets the shards in one after another.',
  };
}

function signInTrouble({ snapshot: { signIn, sessionStarts: starts }, now }: Facts): Reason | null {
  if (!signIn?.problem) return null;
  const why = inWords(signIn.problem);
  if (signIn.problem.kind !== 'session_starts_exhausted' || !starts) return why;
  return { ...why, reason: `${why.reason}, ${newStarts(starts, now)}` };
}

/** While starting: a connection that fails, or has to wait for its sign-in, is said at once, not only when the time to start is over. */
function connectionTrouble(facts: Facts): Reason | null {
  const failing = facts.shards.find(
    ({ connection, attempt, lastError, waitingFor }) =>
      waitsLong(waitingFor) || (connection !== 'connected' && attempt > 1 && lastError),
  );
  return failing ? describe(failing, facts) : null;
}

/** Waits that Discord's order of one after another does not explain. */
function waitsLong(waitingFor: JudgedShard['waitingFor']): boolean {
  return waitingFor === 'session_starts' || waitingFor === 'identify_back_off';
}

function noneAnswers(facts: Facts): Reason {
  const { shards } = facts;
  const [first] = silentOf(shards);
  if (!first) return { reason: 'the bot is not signed in to Discord', advice: TRIES_AGAIN };
  if (shards.length === 1) return describe(first, facts);
  const why = describe(first, facts);
  return { ...why, reason: `none of ${counted(shards.length, 'shard')} answers; ${why.reason}` };
}

function someAreSilent(facts: Facts): Reason | null {
  const { shards } = facts;
  const silent = silentOf(shards);
  const [first] = silent;
  if (!first) return null;
  const why = describe(first, facts);
  if (silent.length === 1) return why;
  return { ...why, reason: `${silent.length} of ${shards.length} shards do not answer; ${why.reason}` };
}

/** The shards that do not answer, the longest silent first. */
function silentOf(shards: readonly JudgedShard[]): readonly JudgedShard[] {
  const silentSince = ({ phase, heartbeatSentAt, connectionSince, lostAt }: JudgedShard) =>
    phase === 'zombie' ? (heartbeatSentAt ?? connectionSince) : (lostAt ?? connectionSince);
  return shards.filter(({ phase }) => !answers(phase)).sort((a, b) => silentSince(a) - silentSince(b));
}

function limitBreached(facts: Facts): Reason {
  const [worst] = breachesOf(facts);
  return worst
    ? { reason: worst.words, advice: worst.wayOut }
    : { reason: 'a limit is broken', advice: 'The health page says which.' };
}

const underWay: Partial<Record<ShardPhase, string>> = {
  connecting: 'is connecting',
  identifying: 'is signing in',
  waiting_for_guilds: 'is waiting for its servers',
  resuming: 'is resuming its session',
};

function stepOf({ phase, waitingFor }: JudgedShard): string {
  if (waitingFor === 'session_starts') return 'is waiting for new session starts';
  if (phase === 'identifying' && waitingFor !== null) return 'is waiting to sign in';
  return underWay[phase] ?? 'does not answer';
}

/** One shard that does not answer, in words. */
function describe(shard: JudgedShard, { now, snapshot: { sessionStarts, standing } }: Facts): Reason {
  const { id, lastError, phase } = shard;
  if (phase === 'disconnected' && standing.reconnectingPausedSince !== null)
    return { reason: `shard ${id} is disconnected, and reconnecting is paused`, advice: 'Continue reconnecting.' };
  const plain = plainWords(shard, now);
  if (plain) return plain;
  const state = `shard ${id} ${stepOf(shard)}${attempts(shard, now)}`;
  const advice = waitAdvice(shard, sessionStarts);
  if (!lastError) return { reason: state, advice: advice ?? TRIES_AGAIN };
  const why = inWords(lastError);
  return { ...why, reason: `${state}: ${why.reason}`, advice: advice ?? why.advice };
}

/** Where the phase says it all. */
function plainWords(shard: JudgedShard, now: number): Reason | null {
  const { id, phase, lastError } = shard;
  if (phase === 'fatal' && lastError) {
    const why = inWords(lastError);
    return shard.of === 1 ? why : { ...why, reason: `shard ${id} is refused: ${why.reason}` };
  }
  if (phase === 'zombie') {
    return {
      reason: `shard ${id} has not acknowledged a heartbeat for ${duration(unacknowledgedMs(shard, now) ?? 0)}`,
      advice: 'Nothing to do here: it is connected anew at once.',
    };
  }
  if (phase === 'deaf') {
    return {
      reason: `shard ${id} is deaf: connected, but no event came for ${duration(unheardMs(shard, now))} and Discord does not answer it`,
      advice:
        'Nothing to do here: it is connected anew after 40 s, with a new session after 5 min, and then every half hour.',
    };
  }
  if (phase !== 'disconnected') return null;
  return { reason: `shard ${id} is disconnected and not trying`, advice: 'Start Shardwatch again to connect it.' };
}

/** ` (attempt 3, next in 12 s)`; nothing at the first, unless it has to wait. */
function attempts({ attempt, nextAttemptAt, waitingFor }: JudgedShard, now: number): string {
  if (attempt <= 1 && waitingFor === null) return '';
  const waitMs = nextAttemptAt === null ? 0 : nextAttemptAt - now;
  const next = waitMs >= 1_000 ? ` in ${duration(waitMs)}` : '';
  if (attempt <= 1) return next && ` (next attempt${next})`;
  return next ? ` (attempt ${attempt}, next${next})` : ` (attempt ${attempt})`;
}

/** Waits that a person may wonder about. */
function waitAdvice(shard: JudgedShard, starts: SessionStarts | null): string | null {
  if (shard.phase === 'waiting_for_guilds') return 'Nothing to do here: Discord sends its servers one after another.';
  if (shard.waitingFor === 'session_starts') return startsAdvice(starts);
  if (shard.waitingFor !== 'identify_back_off') return null;
  const { identifyStreak: count } = shard;
  if (count === 0) return 'It signed in not long ago, and waits longer each time: sign-ins are limited.';
  return `${counted(count, 'sign-in')} in a row led to no session, so it waits longer each time: sign-ins are limited. discordstatus.com says whether Discord has trouble.`;
}

function startsAdvice(starts: SessionStarts | null): string {
  const wait = 'It waits for new session starts: using up all of them would make Discord reset the token.';
  if (!starts || starts.remaining === 0) return `${wait} Do not restart the bot now.`;
  return `${wait} ${starts.remaining} are kept in reserve: SESSION_START_RESERVE=0 and a restart spend them, one for each shard.`;
}

function inWords(problem: Problem): Reason {
  const { words, wayOut } = explain(problem);
  return { reason: words, advice: wayOut, problem };
}
