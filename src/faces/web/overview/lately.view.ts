import type { Happening } from '../../../model/happening.js';
import type { Status } from '../../../model/status.js';
import { unbroken } from '../../format.js';
import { type Chip, levelChip } from '../parts/chips.js';
import { type Moment, moment } from '../parts/moment.js';

/** One line of "Lately". */
export interface HappeningView extends Chip {
  /** The same for the same happening at every look, so that a page can keep its line. */
  readonly key: string;
  readonly time: Moment;
  readonly text: string;
  readonly shard: string | null;
  /** As its owner wrote it: print it with the `guild-name` partial only. */
  readonly guildName: string | null;
}

const MOST_LINES = 8;

export function latelyView({ at, snapshot }: Status): readonly HappeningView[] {
  const shown = snapshot.happenings.slice(0, MOST_LINES);
  return shown.map((happening, index) => ({
    ...levelChip(happening.level),
    key: `h${happening.at}-${sameMomentBefore(shown, index)}`,
    time: moment('ago', happening.at, at),
    text: unbroken(happening.text),
    shard: happening.shardId === null ? null : `shard ${happening.shardId}`,
    guildName: happening.guildName,
  }));
}

/** Several things may happen in one millisecond; they are told apart by how many older ones stand below. */
function sameMomentBefore(shown: readonly Happening[], index: number): number {
  return shown.slice(index + 1).filter(({ at }) => at === shown[index]?.at).length;
}
