import type { JudgedShard } from './figures.js';
import { type Problem, explain } from './problem.js';
import { type ShardPhase, answers, unacknowledgedMs } from './shard.js';
import { type Facts, type Verdict, isLatencyBreached } from './verdict.js';
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
  if (shardCount === 0)
    return { reason: 'signing in to Discord', advice: 'Nothing is wrong: this takes a few seconds.' };
  return {
    reason: `${answeringShardCount} of ${counted(shardCount, 'shard')} answer`,
    advice: 'Nothing is wrong: Discord lets the shards in one after another.',
  };
}

function signInTrouble({ snapshot: { signIn } }: Facts): Reason | null {
  return signIn?.problem ? inWords(signIn.problem) : null;
}

/** While starting: a connection that fails is said at once, not only when the time to start is over. */
function connectionTrouble({ shards, now }: Facts): Reason | null {
  const failing = shards.find(
    ({ connection, attempt, lastError }) => connection !== 'connected' && attempt > 1 && lastError,
  );
  return failing ? describe(failing, now) : null;
}

function noneAnswers({ shards, now }: Facts): Reason {
  const [first] = silentOf(shards);
  if (!first) return { reason: 'the bot is not signed in to Discord', advice: TRIES_AGAIN };
  if (shards.length === 1) return describe(first, now);
  const why = describe(first, now);
  return { ...why, reason: `none of ${counted(shards.length, 'shard')} answers; ${why.reason}` };
}

function someAreSilent({ shards, now }: Facts): Reason | null {
  const silent = silentOf(shards);
  const [first] = silent;
  if (!first) return null;
  const why = describe(first, now);
  if (silent.length === 1) return why;
  return { ...why, reason: `${silent.length} of ${shards.length} shards do not answer; ${why.reason}` };
}

/** The shards that do not answer, the longest silent first. */
function silentOf(shards: readonly JudgedShard[]): readonly JudgedShard[] {
  const silentSince = ({ phase, heartbeatSentAt, connectionSince }: JudgedShard) =>
    phase === 'zombie' ? (heartbeatSentAt ?? connectionSince) : connectionSince;
  return shards.filter(({ phase }) => !answers(phase)).sort((a, b) => silentSince(a) - silentSince(b));
}

function limitBreached(facts: Facts): Reason {
  if (isLatencyBreached(facts)) {
    return {
      reason: `Discord's gateway is slow, heartbeats take up to ${facts.figures.latencyP95Ms?.toLocaleString('en-GB')} ms`,
      advice: 'Commands are answered late. discordstatus.com says whether Discord has trouble.',
    };
  }
  const lagMs = Math.max(...facts.snapshot.instances.map(({ eventLoopLagMs }) => eventLoopLagMs ?? 0));
  return {
    reason: `this process is too busy, everything waits up to ${Math.round(lagMs)} ms for its turn`,
    advice: 'Look for a command that computes for long without a pause.',
  };
}

const underWay: Partial<Record<ShardPhase, string>> = {
  connecting: 'is connecting',
  identifying: 'is signing in',
  waiting_for_guilds: 'is waiting for its servers',
  resuming: 'is resuming its session',
};

/** One shard that does not answer, in words. */
function describe(shard: JudgedShard, now: number): Reason {
  const { id, phase, lastError, attempt } = shard;
  if (phase === 'zombie') {
    return {
      reason: `shard ${id} has not acknowledged a heartbeat for ${duration(unacknowledgedMs(shard, now) ?? 0)}`,
      advice: 'Nothing to do here: the connection is given up and opened anew, within two minutes.',
    };
  }
  if (phase === 'fatal' && lastError) return inWords(lastError);
  if (phase === 'disconnected') {
    return { reason: `shard ${id} is disconnected and not trying`, advice: 'Start Shardwatch again to connect it.' };
  }
  const attempts = attempt > 1 ? ` (attempt ${attempt})` : '';
  const state = `shard ${id} ${underWay[phase] ?? 'does not answer'}${attempts}`;
  if (!lastError || attempt === 0) return { reason: state, advice: TRIES_AGAIN };
  const why = inWords(lastError);
  return { ...why, reason: `${state}: ${why.reason}` };
}

function inWords(problem: Problem): Reason {
  const { words, wayOut } = explain(problem);
  return { reason: words, advice: wayOut, problem };
}
