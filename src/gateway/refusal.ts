import type { Problem } from '../model/problem.js';

/** Discord does not want a shard for good. */
export interface Refusal {
  readonly problem: Problem;
  /** Epoch milliseconds at which the connection was begun that Discord closed. */
  readonly openedAt: number;
}
