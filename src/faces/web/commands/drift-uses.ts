import { type CommandDifference, GLOBAL, commandWord } from '../../../model/command-drift.js';
import type { CommandUses } from '../../../model/command-use.js';
import { counted } from '../../../model/words.js';
import { unbroken } from '../../format.js';

/**
 * How often people have used a command that only Discord has: whom its removal reaches.
 *
 * @returns `412 uses since the start`; `null` where there was none, and of a command that the code has
 */
export function leftoverUses(difference: CommandDifference, uses: CommandUses | null): string | null {
  if (difference.kind !== 'only_at_discord' || difference.place !== GLOBAL) return null;
  const word = commandWord(difference);
  const isIt = (name: string) => name === word || (word.startsWith('/') && name.startsWith(`${word} `));
  const own = (uses?.commands ?? []).filter(({ kind, name }) => kind === 'command' && isIt(name));
  const count = own.reduce((sum, { sinceStart }) => sum + sinceStart.uses, 0);
  return count === 0 ? null : unbroken(`${counted(count, 'use')} since the start`);
}
