import type { ActionState } from '../../../model/action-state.js';
import type { AuditEntry, AuditOutcome } from '../../../model/audit.js';
import { shortTime } from '../../../model/words.js';
import { visibleText } from '../../format.js';
import { auditWords } from './audit-words.js';
import type { Chip } from '../parts/chips.js';
import { type Moment, moment } from '../parts/moment.js';

/** Milliseconds that a look at the status is old at most; what is later than that was written with another clock. */
const LONGEST_LOOK_MS = 60_000;

const outcomeChips: Record<AuditOutcome, Chip> = {
  begun: { state: 'info', icon: 'rotate', word: 'Under way' },
  done: { state: 'ok', icon: 'circle-check', word: 'Done' },
  failed: { state: 'bad', icon: 'circle-xmark', word: 'Failed' },
  refused: { state: 'warn', icon: 'ban', word: 'Refused' },
  unknown: { state: 'off', icon: 'circle-question', word: 'Not known' },
};

export function outcomeChip(outcome: AuditOutcome): Chip {
  return outcomeChips[outcome];
}

/** One line of the audit. Names and reasons are text by people. */
export interface AuditRowView {
  readonly number: number;
  readonly at: Moment;
  readonly who: string;
  /** `operator, signed in`. */
  readonly whoNote: string;
  /** What was done, in words. */
  readonly deed: string;
  readonly target: string;
  /** Both in one line. */
  readonly title: string;
  readonly reason: string | null;
  readonly chip: Chip;
  readonly detail: string | null;
}

/** The whole of one entry. */
export interface AuditEntryView extends AuditRowView {
  readonly from: string | null;
  readonly whoId: string | null;
  readonly before: string | null;
  readonly after: string | null;
  readonly took: string | null;
  readonly hash: string;
  readonly previousHash: string;
}

const kindWords: Record<AuditEntry['who']['kind'], string> = {
  anonymous: 'not signed in',
  person: 'signed in with Discord',
  key: 'API key',
  link: 'sign-in link',
  command: 'slash command',
  shell: 'on the machine',
};

export function auditRow(
  { number, at, who, deed, target, after, reason, outcome, detail }: AuditEntry,
  now: number,
): AuditRowView {
  const chip = outcomeChip(outcome);
  return {
    number,
    at: moment('clock', at, now),
    who: who.name,
    whoNote: `${who.role ?? 'no role'}, ${kindWords[who.kind]}`,
    ...auditWords({ deed, target, after }),
    reason: visibleText(reason) || null,
    chip,
    detail: detail === `${chip.word}.` ? null : shown(detail),
  };
}

/**
 * @param live how far it is, while it goes on or a moment after
 * @param now the moment that is shown: an open page takes nothing that is older than itself, so what was written after this
 *   moment must not be in it, and be something new in the next
 */
export function auditEntryView(entry: AuditEntry, live: ActionState | undefined, now: number): AuditEntryView {
  const written = isLaterThan(entry, now)
    ? { ...entry, outcome: 'begun' as const, detail: null, completedAt: null }
    : entry;
  const newest: AuditEntry = live
    ? { ...written, outcome: live.outcome, detail: live.text, completedAt: live.completedAt }
    : written;
  const { from, who, before, after, completedAt, at, hash, previousHash } = newest;
  const took = completedAt === null || newest.outcome === 'refused' ? null : shortTime(completedAt - at);
  return {
    ...auditRow(newest, now),
    from,
    whoId: shown(who.id),
    before: shown(before),
    after: shown(after),
    took,
    hash,
    previousHash,
  };
}

/** Words that people may have written. */
function shown(words: string | null): string | null {
  return words === null ? null : visibleText(words);
}

function isLaterThan({ outcome, completedAt }: AuditEntry, now: number): boolean {
  if (outcome === 'refused' || completedAt === null) return false;
  return completedAt > now && completedAt - now < LONGEST_LOOK_MS;
}
