import type { Problem } from './problem.js';

/** How the slash commands in the code compare with those that Discord offers to people. */
export interface CommandSync {
  /** `in_step`: they were equal. `updated`: we wrote them. `differs`: they differ and we may not write. `failed`: see `problem`. */
  readonly outcome: 'in_step' | 'updated' | 'differs' | 'failed';
  /** Commands in the code. */
  readonly commandCount: number;
  /** Epoch milliseconds. */
  readonly comparedAt: number;
  readonly problem: Problem | null;
}
