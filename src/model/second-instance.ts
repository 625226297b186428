import { type Limits, span } from './limits.js';
import { counted } from './words.js';

/**
 * What tells that somebody else uses the bot's token.
 * `session_starts`: Discord has counted more of them than we spent.
 * `answered_elsewhere`: an interaction that we answered for the first time had been answered (Discord's code 40060).
 * `session_invalid`: Discord ended a session that had just begun or been taken up. Its own troubles look the same, so it
 * only ever stands beside the others.
 */
export type SignKind = 'session_starts' | 'answered_elsewhere' | 'session_invalid';

/** One kind of sign. It begins anew when it has not come for an hour. */
export interface Sign {
  readonly kind: SignKind;
  /** How often it came; of session starts, how many. 1 or more. */
  readonly count: number;
  /** Epoch milliseconds of the first and of the last one. */
  readonly firstAt: number;
  readonly lastAt: number;
}

/** All signs that were seen. */
export interface SecondInstance {
  readonly signs: readonly Sign[];
}

/** A second instance is likely: why, in words, and what to do. */
export interface Suspicion {
  /** `1 session start that was not ours, 3 commands that somebody else had answered` */
  readonly evidence: string;
  readonly wayOut: string;
  /** The signs it rests on. */
  readonly signs: readonly Sign[];
}

/** Milliseconds for which a sign counts. */
const COUNTS_FOR_MS = 3_600_000;

/** How many of one kind are enough alone: the count of session starts is Discord's own, an answer may be a network's fluke. */
const ENOUGH: Readonly<Record<SignKind, number>> = {
  session_starts: 1,
  answered_elsewhere: 2,
  session_invalid: Infinity,
};

const inWords: Readonly<Record<SignKind, (count: number) => string>> = {
  session_starts: (count) => `${counted(count, 'session start')} that ${count === 1 ? 'was' : 'were'} not ours`,
  answered_elsewhere: (count) => `${counted(count, 'command')} that somebody else had answered`,
  session_invalid: (count) => `${counted(count, 'session')} ended without a reason that we know`,
};

export const SECOND_INSTANCE = 'The same token seems to be used by another program, too';
const WAY_OUT =
  'Look for it (an old deployment, another machine) and stop it. If you know of none, reset the token in the Discord Developer Portal: somebody may have it.';

/** Whether a sign that came last at `at` still counts at `now` (epoch milliseconds). */
export function stillCounts(at: number, limits: Pick<Limits, 'timeFactor'>, now: number): boolean {
  return now - at < span(COUNTS_FOR_MS, limits);
}

/** Whether signs of this kind can make a suspicion, or only stand beside others. */
export function isProof(kind: SignKind): boolean {
  return ENOUGH[kind] < Infinity;
}

/** What the signs of the last hour say together; `null` when they are not enough. Pure. */
export function suspicionOf(
  secondInstance: SecondInstance | null,
  limits: Pick<Limits, 'timeFactor'>,
  now: number,
): Suspicion | null {
  const signs = (secondInstance?.signs ?? []).filter(({ lastAt }) => stillCounts(lastAt, limits, now));
  const weight = signs.reduce((sum, { kind, count }) => sum + count / ENOUGH[kind], 0);
  return weight < 1 ? null : { evidence: signs.map(signInWords).join(', '), wayOut: WAY_OUT, signs };
}

/** `3 session starts that were not ours` */
export function signInWords({ kind, count }: Pick<Sign, 'kind' | 'count'>): string {
  return inWords[kind](count);
}
