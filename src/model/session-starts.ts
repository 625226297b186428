import { duration } from './words.js';

/**
 * The bot's session starts (IDENTIFYs): Discord allows a number of them in 24 hours, and resets the token of a bot that
 * uses more. https://docs.discord.com/developers/events/gateway#session-start-limit-object
 */
export interface SessionStarts {
  /** How many Discord allows in 24 hours. */
  readonly total: number;
  /** How many are left: what Discord said last, less our own since. Never negative. */
  readonly remaining: number;
  /** How many stay untouched, so that a person has some when it matters. */
  readonly reserve: number;
  /** Epoch milliseconds at which all of them come back. */
  readonly resetsAt: number;
  /** Shards that may start a session at the same time, every 5 s. */
  readonly maxConcurrency: number;
  /** Our own in the last 24 hours, counted over restarts. */
  readonly ownCount: number;
  /** Epoch milliseconds at which Discord was last asked. */
  readonly askedAt: number;
}

/** Whether no more may be spent without a person's word. */
export function isAtReserve({ remaining, reserve }: Pick<SessionStarts, 'remaining' | 'reserve'>): boolean {
  return remaining <= reserve;
}

/** The reserve where no setting names one: the larger of the shard count and a fifth of the total. */
export function defaultReserve(total: number, shardCount: number): number {
  return Math.min(total, Math.max(shardCount, Math.ceil(total / 5)));
}

/** `12 of 1,000 are left`; it stays true, where the time until new ones does not. */
export function startsLeft({ remaining, total }: SessionStarts): string {
  return `${remaining.toLocaleString('en-GB')} of ${total.toLocaleString('en-GB')} are left`;
}

/** `new ones in 3 h 20 min` */
export function newStarts({ resetsAt }: SessionStarts, now: number): string {
  return `new ones in ${duration(Math.max(0, resetsAt - now))}`;
}
