import { type CommandDifference, type DriftKind, GLOBAL, commandWord } from '../../../model/command-drift.js';
import type { CommandUses } from '../../../model/command-use.js';
import { placeWords } from '../../../model/command-plan.js';
import type { Status } from '../../../model/status.js';
import { counted } from '../../../model/words.js';
import { unbroken, visibleName } from '../../format.js';
import type { Chip } from '../parts/chips.js';
import { leftoverUses } from '../commands/drift-uses.js';
import { driftChip, loudFirst } from '../commands/drift.view.js';

/** What a sync of the commands writes, where it is confirmed. */
export interface SyncView {
  /** `Sync 3 changes to Discord?` */
  readonly title: string;
  /** Every single one. */
  readonly changes: readonly { readonly chip: Chip; readonly name: string; readonly note: string | null }[];
  /** Whom it reaches, and what stays as it is: one sentence each. */
  readonly words: readonly string[];
}

/** What is done about each, as a button would say it. */
const doing: Readonly<Record<DriftKind, string>> = {
  only_in_code: 'Create',
  changed: 'Change',
  only_at_discord: 'Delete',
};

export function syncView({ snapshot: { commandSync, commandUses }, figures }: Status): SyncView {
  const differences = commandSync?.differences ?? [];
  const guilds = figures.guildCount;
  const isGlobal = differences.some(({ place }) => place === GLOBAL);
  return {
    title: differences.length === 0 ? 'Sync the commands' : `Sync ${counted(differences.length, 'change')} to Discord?`,
    changes: loudFirst(differences).map((one) => ({
      chip: { ...driftChip[one.kind], word: doing[one.kind] },
      name: visibleName(commandWord(one)),
      note: noteOf(one, commandUses),
    })),
    words: [
      ...(isGlobal && guilds !== null ? [`It takes effect in ${allOf(guilds)} at once.`] : []),
      ...(differences.length > 0 ? ['Permissions that servers have set for a changed command are kept.'] : []),
    ].map(unbroken),
  };
}

function allOf(guilds: number): string {
  return guilds === 1 ? 'the one server of the bot' : `all ${counted(guilds, 'server')}`;
}

function noteOf(difference: CommandDifference, uses: CommandUses | null): string | null {
  const { kind, place } = difference;
  const used = leftoverUses(difference, uses);
  const where = place === GLOBAL ? [] : [placeWords(place)];
  const notes = [
    ...where,
    ...(used === null ? [] : [used]),
    ...(kind === 'only_at_discord' ? ['only if you choose so below'] : []),
  ];
  return notes.length > 0 ? notes.join(', ') : null;
}
