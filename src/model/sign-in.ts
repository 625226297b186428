import type { Problem } from './problem.js';

/** How far the bot has come with signing in to Discord. */
export type SignInStage = 'trying' | 'waiting' | 'signed_in' | 'refused' | 'signed_out';

export interface SignIn {
  readonly stage: SignInStage;
  /** Attempts since the bot was last signed in; 0 once it is. */
  readonly attempt: number;
  /** Epoch milliseconds of the next attempt; `null` when none is planned. */
  readonly nextAttemptAt: number | null;
  /** Why the last attempt failed; `null` when it did not. */
  readonly problem: Problem | null;
}
