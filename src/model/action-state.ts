import type { AuditOutcome } from './audit.js';

/** How far an action is that a person asked for. */
export interface ActionState {
  /** Of its entry in the audit. */
  readonly number: number;
  /** What is done to what: `Reconnect shard 3`. */
  readonly words: string;
  /** Name of whoever asked for it; text by strangers. */
  readonly by: string;
  /** `begun` while it goes on. */
  readonly outcome: AuditOutcome;
  /** What came of it so far, in words. */
  readonly text: string;
  /** Epoch milliseconds. */
  readonly begunAt: number;
  /** Epoch milliseconds; `null` while it goes on. */
  readonly completedAt: number | null;
}

/** How many the snapshot keeps, newest first. */
export const ACTIONS_KEPT = 20;
