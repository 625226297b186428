import { afterOf } from '../control/change-words.js';
import type { Audit } from '../control/audit.js';
import type { Synced } from '../gateway/commands/command-desk.js';
import { actionWords, deedOf } from '../model/action.js';
import { driftWords, type CommandDrift } from '../model/command-drift.js';
import { type SyncWish, doneWords } from '../model/command-plan.js';
import { explain } from '../model/problem.js';
import { commandLine } from './command-line.js';

/** What is about to be synced. */
export interface Wanted {
  readonly wish: SyncWish;
  /** As it was compared before. */
  readonly before: CommandDrift;
}

/**
 * Syncs between the two lines of its entry in the audit, as the bot does.
 *
 * @throws {Unavailable} when it cannot be written down: nothing is done then
 */
export async function recordedSync(
  audit: Audit,
  { wish, before }: Wanted,
  sync: (wish: SyncWish) => Promise<Synced>,
): Promise<Synced> {
  const action = { kind: 'commands.sync', ...wish } as const;
  const number = await audit.begin({
    ...commandLine,
    ...{ at: Date.now(), deed: deedOf(action), target: actionWords(action).target, reason: '', request: null },
    ...{ before: driftWords(before), after: afterOf(action) },
  });
  const synced = await sync(wish);
  const { problem } = synced.drift;
  const words = doneWords(synced.done);
  await audit.end(number, {
    at: Date.now(),
    outcome: problem ? 'failed' : 'done',
    detail: problem ? `${words} Not all went well: ${explain(problem).words}.` : words,
  });
  return synced;
}
