import type { Waiting } from './shard.js';
import { counted } from './words.js';

/** A wait of a shard for its next sign-in. */
export interface SignInWait {
  readonly waitingFor: Waiting;
  /** Epoch milliseconds at which it is over. */
  readonly until: number;
  /** IDENTIFYs in a row after which no session stood. */
  readonly identifyStreak: number;
}

/** `Waits until 15:15:29 UTC before its next sign-in, because it signed in not long ago`. @param now epoch milliseconds */
export function signInWaitWords(wait: SignInWait, now: number): string {
  return `Waits until ${utc(wait.until, now)} UTC before its next sign-in, because ${reasonOf(wait)}`;
}

function reasonOf({ waitingFor, identifyStreak: count }: SignInWait): string {
  if (waitingFor === 'session_starts') return 'no more session starts may be spent until then';
  if (count === 0) return 'it signed in not long ago';
  return `${counted(count, 'sign-in')} in a row led to no session`;
}

/** Only the time on the day of `now`, the day before it on another. */
function utc(at: number, now: number): string {
  const [iso, today] = [new Date(at).toISOString(), new Date(now).toISOString()];
  return iso.slice(0, 10) === today.slice(0, 10) ? iso.slice(11, 19) : iso.slice(0, 16).replace('T', ' ');
}
