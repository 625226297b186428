import { failureWords } from '../../../model/command-failure.js';
import { type CommandUse, OTHERS } from '../../../model/command-use.js';
import type { Status } from '../../../model/status.js';
import { counted } from '../../../model/words.js';
import { number, unbroken, visibleText } from '../../format.js';
import { sortWords, troubleWords } from '../commands/command-row.view.js';
import { capital } from '../incidents/incident-row.view.js';
import { type Moment, moment } from '../parts/moment.js';

/** A command that went wrong in the last hour. */
interface ErrorRow {
  /** Id of its element. */
  readonly key: string;
  readonly at: Moment;
  /** Of people: `/rank`; of a button its pattern. Written by whoever wrote the bot. */
  readonly command: string;
  /** What it is where it is no slash command. */
  readonly sort: string | null;
  /** What went wrong the last time; words by strangers may be in it. */
  readonly words: string;
  /** All that went wrong, where it was not always the same: `2 late, 1 failed`. */
  readonly kinds: string | null;
  /** Where it went wrong the last time: as its owner wrote it; `null` where it is not known. */
  readonly guildName: string | null;
  readonly isDirect: boolean;
  readonly count: string;
  /** `14 times` */
  readonly times: string;
}

/** What went wrong with commands lately. */
export interface ErrorsView {
  /** The newest first. */
  readonly rows: readonly ErrorRow[];
  /** Said in place of rows. */
  readonly empty: { readonly icon: string; readonly title: string; readonly text: string };
}

/** Name of a guild by its id; `null` where the bot is no longer there. */
export type NameOf = (guildId: string) => string | null;

const MOST_ROWS = 5;

export function errorsView({ at, snapshot }: Status, nameOf: NameOf): ErrorsView {
  const uses = snapshot.commandUses?.commands ?? [];
  const failed = uses.filter(({ lastHour, lastFailure }) => lastHour.troubled > 0 && lastFailure);
  return {
    rows: failed
      .sort((a, b) => (b.lastFailure?.at ?? 0) - (a.lastFailure?.at ?? 0))
      .slice(0, MOST_ROWS)
      .flatMap((use) => errorRow(use, at, nameOf)),
    empty: uses.some(({ sinceStart }) => sinceStart.uses > 0) ? allWell : unused,
  };
}

const allWell = {
  icon: 'circle-check',
  title: 'No command has failed in the last hour',
  text: 'One that is answered late, never, or with an error appears here, with the reason.',
};
const unused = {
  icon: 'terminal',
  title: 'Nobody has used a command yet',
  text: 'One that is answered late, never, or with an error appears here, with the reason.',
};

function errorRow({ kind, name, lastFailure: last, lastHour }: CommandUse, now: number, nameOf: NameOf): ErrorRow[] {
  if (!last) return [];
  const kinds = troubleWords({ ...lastHour, expired: 0 });
  return [
    {
      key: `error-${Buffer.from(`${kind} ${name}`).toString('base64url')}`,
      at: moment('clock', last.at, now),
      command: name === OTHERS ? 'Another command' : name,
      sort: sortWords(kind, name),
      words: unbroken(capital(visibleText(failureWords(last)))),
      kinds: lastHour.troubled > 1 && kinds?.includes(',') ? kinds : null,
      guildName: last.guildId === null ? null : nameOf(last.guildId),
      isDirect: last.guildId === null,
      count: number(lastHour.troubled),
      times: counted(lastHour.troubled, 'time'),
    },
  ];
}
