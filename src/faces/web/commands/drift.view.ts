import {
  type CommandDifference,
  type CommandValue,
  type DriftKind,
  type FieldDrift,
  GLOBAL,
  commandWord,
} from '../../../model/command-drift.js';
import type { CommandUses } from '../../../model/command-use.js';
import { placeWords } from '../../../model/command-plan.js';
import type { CommandSync } from '../../../model/command-sync.js';
import { explain } from '../../../model/problem.js';
import { counted } from '../../../model/words.js';
import { number, unbroken, visibleName, visibleText } from '../../format.js';
import type { Chip } from '../parts/chips.js';
import { capital } from '../incidents/incident-row.view.js';
import { type Moment, momentOrNull } from '../parts/moment.js';
import { leftoverUses } from './drift-uses.js';

/** What differs between the code and Discord, on top of the commands. */
export interface DriftView {
  /** `3 differences between the code and Discord` */
  readonly heading: string;
  readonly compared: Moment | null;
  readonly rows: readonly DriftRow[];
  /** How many more there are than rows, in words; `null` for none. */
  readonly more: string | null;
  /** Why it could not be compared or written, and what to do; `null` when nothing was wrong. */
  readonly problem: { readonly words: string; readonly wayOut: string } | null;
  /** What the button says that leads to where it is confirmed; `null` where nothing can be written. */
  readonly sync: string | null;
  /** Why there is no such button although something differs; `null` where there is one, or nothing to write. */
  readonly syncNote: string | null;
}

export interface DriftRow {
  readonly chip: Chip;
  readonly name: string;
  /** Where, of one server's command; `null` for all servers. */
  readonly place: string | null;
  /** What it means; `null` where the fields say it, or the row above. */
  readonly words: string | null;
  /** Who would notice its removal: `412 uses since the start`; `null` when nobody has used it. */
  readonly uses: string | null;
  readonly fields: readonly FieldView[];
  readonly moreFields: string | null;
}

interface FieldView {
  readonly path: string;
  /** `null` where that side does not have it. */
  readonly atDiscord: string | null;
  readonly inCode: string | null;
}

const MOST_ROWS = 25;
const MOST_FIELDS = 4;
/** Characters of one value. */
const LONGEST_VALUE = 60;

export const driftChip: Readonly<Record<DriftKind, Chip>> = {
  only_in_code: { state: 'info', icon: 'plus', word: 'Only in the code' },
  changed: { state: 'warn', icon: 'pen', word: 'Changed' },
  only_at_discord: { state: 'bad', icon: 'minus', word: 'Only at Discord' },
};

const WRITE_AGAIN = 'What is below is not written yet. Sync once more; what is written already is not written again.';

function problemView(known: CommandSync): DriftView['problem'] {
  if (!known.problem) return null;
  const { words, wayOut } = explain(known.problem);
  return {
    words: unbroken(capital(visibleText(words))),
    wayOut: unbroken(visibleText(isOfWriting(known) ? WRITE_AGAIN : wayOut)),
  };
}

/** Every place could be read, so it is writing that went wrong: what a person wanted written, nobody tries again by itself. */
function isOfWriting({ differences, limits, problem: known }: CommandSync): boolean {
  return known?.kind !== 'command_refused' && differences.length > 0 && limits.every(({ problem }) => problem === null);
}

/**
 * `null` while there is nothing to say: both are in step, or were never compared.
 *
 * @param uses `null` while none is known
 * @param now epoch milliseconds
 */
export function driftView(known: CommandSync | null, uses: CommandUses | null, now: number): DriftView | null {
  if (!known || (known.differences.length === 0 && !known.problem)) return null;
  const { differences, comparedAt, mode } = known;
  const isOff = mode === 'off';
  return {
    heading:
      differences.length > 0
        ? `${counted(differences.length, 'difference')} between the code and Discord`
        : 'The commands could not be compared',
    compared: momentOrNull('ago', comparedAt, now),
    rows: toldOnce(
      loudFirst(differences)
        .slice(0, MOST_ROWS)
        .map((difference) => driftRow(difference, uses)),
    ),
    more: differences.length > MOST_ROWS ? `${number(differences.length - MOST_ROWS)} more` : null,
    problem: problemView(known),
    sync: differences.length > 0 && !isOff ? `Sync ${counted(differences.length, 'change')}` : null,
    syncNote: differences.length > 0 && isOff ? 'COMMAND_SYNC is off: nothing is written to Discord.' : null,
  };
}

const loudness: readonly DriftKind[] = ['only_at_discord', 'changed', 'only_in_code'];

/** What people get no answer to first, then what they see otherwise than it is, then what they cannot use yet. */
export function loudFirst(differences: readonly CommandDifference[]): readonly CommandDifference[] {
  return loudness.flatMap((kind) => differences.filter((one) => one.kind === kind));
}

function driftRow(difference: CommandDifference, uses: CommandUses | null): DriftRow {
  const { kind, place, fields } = difference;
  const shown = fields.slice(0, MOST_FIELDS);
  return {
    chip: driftChip[kind],
    name: visibleName(commandWord(difference)),
    place: place === GLOBAL ? null : `Only in ${placeWords(place)}`,
    words: kind === 'changed' ? null : kindWords[kind],
    uses: leftoverUses(difference, uses),
    fields: shown.map(fieldView),
    moreFields: fields.length > shown.length ? `and ${number(fields.length - shown.length)} more` : null,
  };
}

/** What means the same as the row above is not said again. */
function toldOnce(rows: readonly DriftRow[]): readonly DriftRow[] {
  return rows.map((row, index) => (row.words === rows[index - 1]?.words ? { ...row, words: null } : row));
}

const kindWords: Readonly<Record<Exclude<DriftKind, 'changed'>, string>> = {
  only_in_code: 'New: nobody can use it before it is written to Discord.',
  only_at_discord: 'Still offered to people, but the code does not have it: whoever uses it gets no answer.',
};

function fieldView({ path, inCode, atDiscord }: FieldDrift): FieldView {
  return { path: visibleText(path), atDiscord: valueWords(atDiscord), inCode: valueWords(inCode) };
}

function valueWords(value: CommandValue): string | null {
  if (value === null) return null;
  const words = visibleText(typeof value === 'string' ? value : JSON.stringify(value));
  return words.length > LONGEST_VALUE ? `${words.slice(0, LONGEST_VALUE)}…` : words || '(nothing)';
}
