import { codeName, codeWords } from './interaction-codes.js';

/**
 * How a use of a command went wrong. `unknown`: Discord offers it and the code has no handler. `failed`: the handler threw.
 * `refused`: Discord did not take an answer, for another reason than that it came late. `unfinished`: its user was told that the
 * bot thinks, and nothing more as long as Discord waits, which is 15 minutes.
 */
export const failureKinds = ['late', 'missed', 'unknown', 'failed', 'refused', 'unfinished'] as const;
export type FailureKind = (typeof failureKinds)[number];

/** One use that went wrong. */
export interface CommandFailure {
  readonly kind: FailureKind;
  /** Epoch milliseconds. */
  readonly at: number;
  /** Milliseconds from its creation at Discord to our answer, or until it was given up; `null` where that says nothing. */
  readonly afterMs: number | null;
  /** Discord's own code; `null` without one. */
  readonly code: number | null;
  /** Of a handler that threw: name and message of the error, without secrets, at most 200 characters; `null` otherwise. */
  readonly error: string | null;
  /** Snowflake; `null` outside of guilds. */
  readonly guildId: string | null;
  readonly shardId: number | null;
}

/** What went wrong, as a clause without a full stop. */
export function failureWords({ kind, afterMs, code, error }: CommandFailure): string {
  switch (kind) {
    case 'late':
      return `answered after ${inSeconds(afterMs)}, the deadline is 3 s${code === null ? '' : ` (${codeName(code)})`}`;
    case 'missed':
      return 'never answered: its user was told after 3 s that the application did not respond';
    case 'unknown':
      return 'people can use it, but the code has no handler for it: its user was told that the application did not respond';
    case 'failed':
      return `the handler failed: ${error ?? 'it did not say why'}`;
    case 'refused':
      return refusalWords(code);
    case 'unfinished':
      return 'said that it thinks, and nothing more: its user waited in vain until Discord gave up after 15 min';
  }
}

function refusalWords(code: number | null): string {
  if (code === null) return 'Discord did not take the answer';
  return `${codeWords(code) ?? 'Discord did not take the answer'} (${codeName(code)})`;
}

/** `3.4 s` */
function inSeconds(ms: number | null): string {
  return ms === null ? 'more than 3 s' : `${(ms / 1_000).toFixed(1)} s`;
}
