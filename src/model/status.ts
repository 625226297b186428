import { type Breach, breachesOf } from './breach.js';
import { type Cause, causesOf } from './cause.js';
import type { Facts } from './facts.js';
import { type Figures, type JudgedShard, figuresOf, judgedShards } from './figures.js';
import type { Limits } from './limits.js';
import type { Problem } from './problem.js';
import { reasonFor } from './reason.js';
import { type Suspicion, suspicionOf } from './second-instance.js';
import type { Snapshot } from './snapshot.js';
import { type Verdict, verdictOf, verdictWord } from './verdict.js';

/** What every face shows: the facts, and one judgement on them. */
export interface Status {
  /** Epoch milliseconds at which this was judged. */
  readonly at: number;
  readonly verdict: Verdict;
  /** Epoch milliseconds since when the verdict is what it is, as far as this process has seen. */
  readonly since: number;
  /** A clause in plain words, without the verdict: `all 4 shards answer`. */
  readonly reason: string;
  /** Verdict and reason in one sentence; the same words on the dashboard, in `/status` and in an alert. */
  readonly sentence: string;
  /** The next step for a person, or that there is none; `null` while all is well. */
  readonly advice: string | null;
  /** What went wrong, where it is one thing; `null` else. */
  readonly problem: Problem | null;
  /** Whose fault it may be, the most likely first; empty while all is well. */
  readonly causes: readonly Cause[];
  /** Limits that are broken now, what users feel first in front. */
  readonly breaches: readonly Breach[];
  /** Why a second program may be using the bot's token; `null` while nothing speaks for it. It changes no verdict. */
  readonly suspicion: Suspicion | null;
  readonly shards: readonly JudgedShard[];
  readonly figures: Figures;
  readonly snapshot: Snapshot;
}

/** Judges the bot. Pure: the time is an argument (epoch milliseconds), so silence can be judged too. */
export function judge(snapshot: Snapshot, limits: Limits, now: number): Status {
  const shards = judgedShards(snapshot, limits, now);
  const facts: Facts = { snapshot, shards, figures: figuresOf(shards), limits, now };
  const verdict = verdictOf(facts);
  const { reason, advice, problem = null } = reasonFor(verdict, facts);
  return {
    at: now,
    verdict,
    since: now,
    reason,
    sentence: `${verdictWord[verdict]} - ${reason}`,
    advice,
    problem,
    causes: verdict === 'operational' ? [] : causesOf(facts),
    breaches: breachesOf(facts),
    suspicion: suspicionOf(snapshot.secondInstance, limits, now),
    shards,
    figures: facts.figures,
    snapshot,
  };
}

/** `after` with the memory of `before`: a verdict that did not change has held since it began. */
export function following(before: Status | null, after: Status): Status {
  return before?.verdict === after.verdict ? { ...after, since: before.since } : after;
}
