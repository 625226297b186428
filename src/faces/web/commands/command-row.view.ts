import { failureWords } from '../../../model/command-failure.js';
import type { CommandDifference, DriftKind } from '../../../model/command-drift.js';
import { type CommandUse, OTHERS, type UseFigures, successRatio } from '../../../model/command-use.js';
import { percentileOf, readHistogram } from '../../../model/histogram.js';
import { commandKey } from '../../../model/history-commands.js';
import type { InteractionKind } from '../../../model/settled-interaction.js';
import { counted } from '../../../model/words.js';
import type { CommandHours } from '../../../monitor/command-trend.js';
import { latency, number, portion, unbroken, visibleName, visibleText } from '../../format.js';
import type { Chip, Look } from '../parts/chips.js';
import { driftChip } from './drift.view.js';
import { capital } from '../incidents/incident-row.view.js';
import { type Moment, moment } from '../parts/moment.js';
import { type Sparkline, sparkline } from '../parts/sparkline.js';

/** One command in the table of their uses. */
export interface CommandRow {
  /** Id of its element. */
  readonly key: string;
  readonly name: string;
  /** What it is where it is no slash command. */
  readonly sort: string | null;
  readonly uses: string;
  /** Nobody has used it in that time: on a phone it takes one line. */
  readonly isUnused: boolean;
  /** Hour by hour over a day, with a sentence for those who cannot see it; `null` when nobody used it. */
  readonly day: { readonly spark: Sparkline; readonly words: string } | null;
  readonly success: Figure | null;
  /** What went wrong how often: `2 late, 1 failed`; `null` when nothing did. */
  readonly troubles: string | null;
  readonly p50: Figure | null;
  readonly p95: Figure | null;
  readonly p99: Figure | null;
  readonly failure: { readonly words: string; readonly at: Moment } | null;
  /** How it stands at Discord; `null` of what is not registered there. */
  readonly registered: Registered | null;
}

/** A number, and how it looks when it is beyond its limit. */
export interface Figure {
  readonly value: string;
  readonly chip: Chip | null;
}

interface Registered {
  readonly words: string;
  readonly chip: Chip | null;
}

/** A command as it is used, and as it stands at Discord. */
export interface KnownCommand {
  readonly kind: InteractionKind;
  readonly name: string;
  /** `null` of one that nobody has used. */
  readonly use: CommandUse | null;
  readonly figures: UseFigures;
  /** How it differs from the code; `null` when it does not. */
  readonly drift: DriftKind | null;
  readonly hours: CommandHours | null;
}

/** 0 to 1. */
const SUCCESS_WARNS_BELOW = 0.98;
const SUCCESS_FAILS_BELOW = 0.95;
/** Milliseconds; Discord's deadline is 3 s. */
const ACKNOWLEDGEMENT_WARNS_ABOVE_MS = 2_000;
const ACKNOWLEDGEMENT_FAILS_ABOVE_MS = 3_000;

/** @param scene the moment, in epoch milliseconds, and whether the commands were ever compared with Discord */
export function commandRow(
  command: KnownCommand,
  { now, isCompared }: { readonly now: number; readonly isCompared: boolean },
): CommandRow {
  const { kind, name, figures, use, hours } = command;
  const failure = use?.lastFailure ?? null;
  return {
    key: `use-${Buffer.from(commandKey(command)).toString('base64url')}`,
    name: name === OTHERS ? 'All others' : visibleName(name),
    sort: sortWords(kind, name),
    uses: number(figures.uses),
    isUnused: figures.uses === 0,
    day: hours && dayOf(hours),
    success: successFigure(figures),
    troubles: troubleWords(figures),
    ...acknowledgement(figures.acknowledgedIn),
    failure: failure && {
      words: unbroken(capital(visibleText(failureWords(failure)))),
      at: moment('ago', failure.at, now),
    },
    registered: isCompared ? registered(command) : null,
  };
}

/** The commands that were used, and those that only the code or Discord has. */
export function knownCommands(
  uses: readonly CommandUse[],
  differences: readonly CommandDifference[],
): readonly Omit<KnownCommand, 'figures' | 'hours'>[] {
  const words = new Map(differences.map((one) => [wordOf(one), one.kind]));
  const used = uses.map((use) => ({ ...use, use, drift: driftOf(use, words) }));
  const roots = new Set(uses.filter(({ kind }) => kind === 'command').map(({ name }) => rootOf(name)));
  const unused = [...words].filter(([word]) => !roots.has(word));
  return [...used, ...unused.map(([name, drift]) => ({ kind: 'command' as const, name, use: null, drift }))];
}

function wordOf({ name, type }: CommandDifference): string {
  return type === 'slash' ? `/${name}` : name;
}

/** `/ticket` of `/ticket open`: Discord knows the whole command only. A name in a menu may have blanks of its own. */
function rootOf(name: string): string {
  return name.startsWith('/') ? (name.split(' ')[0] ?? name) : name;
}

function driftOf({ kind, name }: CommandUse, words: ReadonlyMap<string, DriftKind>): DriftKind | null {
  return kind === 'command' ? (words.get(rootOf(name)) ?? null) : null;
}

/** What a use was of, where it was no slash command; `null` of one. */
export function sortWords(kind: InteractionKind, name: string): string | null {
  if (name === OTHERS) return `${othersWords[kind]} without a line of their own`;
  if (kind === 'command') return name.startsWith('/') ? null : 'In a menu';
  return { component: 'Button or select menu', form: 'Form', suggestion: 'Suggestions while typing' }[kind];
}

const othersWords: Readonly<Record<InteractionKind, string>> = {
  command: 'Commands',
  component: 'Buttons and select menus',
  form: 'Forms',
  suggestion: 'Suggestions',
};

function dayOf({ uses }: CommandHours): CommandRow['day'] {
  const all = uses.reduce((sum, one) => sum + one, 0);
  const spark = sparkline(uses);
  if (!spark || all === 0) return null;
  return { spark, words: `${counted(all, 'use')} in 24 hours, at most ${number(Math.max(...uses))} in one` };
}

/** Of all that have a fate; `null` of none. */
export function successFigure(figures: UseFigures): Figure | null {
  const ratio = successRatio(figures);
  if (ratio === null) return null;
  if (ratio >= SUCCESS_WARNS_BELOW) return figure(portion(ratio), null);
  return figure(portion(ratio), ratio < SUCCESS_FAILS_BELOW ? 'bad' : 'warn');
}

/** @param histogram as text, of milliseconds */
export function acknowledgement(histogram: string): Pick<CommandRow, 'p50' | 'p95' | 'p99'> {
  const known = readHistogram(histogram);
  return {
    p50: durationFigure(percentileOf(known, 0.5)),
    p95: durationFigure(percentileOf(known, 0.95)),
    p99: durationFigure(percentileOf(known, 0.99)),
  };
}

function durationFigure(ms: number | null): Figure | null {
  if (ms === null) return null;
  if (ms <= ACKNOWLEDGEMENT_WARNS_ABOVE_MS) return figure(latency(ms), null);
  return figure(latency(ms), ms > ACKNOWLEDGEMENT_FAILS_ABOVE_MS ? 'bad' : 'warn');
}

function figure(value: string, look: Look | null): Figure {
  const icon = look === 'bad' ? 'circle-xmark' : 'triangle-exclamation';
  return { value, chip: look && { state: look, icon, word: value } };
}

/** `2 late, 1 failed`; `null` of none. */
export function troubleWords({
  late,
  missed,
  unknown,
  failed,
  refused,
  unfinished,
  expired,
}: UseFigures): string | null {
  const words = [
    [late, 'late'],
    [missed, 'never answered'],
    [unknown, 'without a handler'],
    [failed, 'failed'],
    [refused, 'refused'],
    [unfinished, 'left thinking'],
    [expired, 'expired before they came'],
  ] as const;
  const some = words.filter(([count]) => count > 0).map(([count, word]) => `${number(count)}\u00a0${word}`);
  return some.length > 0 ? some.join(', ') : null;
}

function registered({ kind, name, drift }: KnownCommand): Registered | null {
  if (kind !== 'command' || name === OTHERS) return null;
  return drift === null ? { words: 'In step', chip: null } : { words: '', chip: driftChip[drift] };
}
