import type { CommandDrift } from './command-drift.js';

/** `on-start` writes at a start, and never deletes; `manual` writes when a person wants it; `off` never writes. */
export type CommandSyncMode = 'on-start' | 'manual' | 'off';

/** How the slash commands in the code compare with those that Discord offers to people. */
export interface CommandSync extends CommandDrift {
  /** `in_step`: they were equal. `updated`: we wrote, and now they are. `differs`: they differ. `failed`: see `problem`. */
  readonly outcome: 'in_step' | 'updated' | 'differs' | 'failed';
  readonly mode: CommandSyncMode;
  /** Commands in the code. */
  readonly commandCount: number;
}
