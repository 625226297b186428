import { GLOBAL } from '../../../model/command-drift.js';
import { type CommandUse, type UseFigures, noUse } from '../../../model/command-use.js';
import { added, histogramText, readHistogram } from '../../../model/histogram.js';
import { commandKey } from '../../../model/history-commands.js';
import type { Status } from '../../../model/status.js';
import { counted } from '../../../model/words.js';
import type { CommandHoursByKey } from '../../../monitor/command-trend.js';
import { number, visibleText } from '../../format.js';
import { type CommandsWish, type UseSpan, commandsQuery, useSpans } from './command-filter.js';
import {
  type CommandRow,
  type Figure,
  type KnownCommand,
  acknowledgement,
  commandRow,
  knownCommands,
  successFigure,
} from './command-row.view.js';
import { type DriftView, driftView } from './drift.view.js';
import { type Moment, momentOrNull } from '../parts/moment.js';

/** All that `views/pages/commands.hbs` may know. */
export interface CommandsView {
  /** `12 in the code, Discord has 12 of 100 slash commands for all servers`; what is not known is not said. */
  readonly registered: string;
  /** Said while nothing differs: when that was seen last; `null` else. */
  readonly inStep: Moment | null;
  /** `null` while nothing differs. */
  readonly drift: DriftView | null;
  readonly maySync: boolean;
  /** Why comparing just now came to nothing; `null` else. */
  readonly note: string | null;
  readonly spans: readonly SpanLink[];
  /** When the counting began. */
  readonly started: Moment | null;
  readonly find: { readonly value: string; readonly span: UseSpan | null; readonly clear: string | null };
  readonly rows: readonly CommandRow[];
  /** Said in place of rows. */
  readonly empty: { readonly icon: string; readonly title: string; readonly text: string } | null;
  /** `25 of 41 shown` */
  readonly shown: string;
  /** Leads to all of them; `null` when all are shown. */
  readonly all: { readonly label: string; readonly query: string } | null;
  /** All that was used, together; `null` when nothing was. */
  readonly total: TotalView | null;
}

interface SpanLink {
  readonly label: string;
  readonly query: string;
  readonly isCurrent: boolean;
}

interface TotalView extends Pick<CommandRow, 'p50' | 'p95' | 'p99'> {
  readonly uses: string;
  readonly success: Figure | null;
}

export interface CommandsFacts {
  readonly status: Status;
  readonly wish: CommandsWish;
  /** `null` while the store does not answer. */
  readonly hours: CommandHoursByKey | null;
  readonly maySync: boolean;
  /** Whether comparing just now came to nothing. */
  readonly hasFailed: boolean;
}

/** Commands that are shown at first. */
const FEW = 25;

const spanWord: Readonly<Record<UseSpan, string>> = {
  start: 'Since the start',
  hour: 'Last hour',
  minutes: 'Last 5\u00a0min',
};

export function commandsView(facts: CommandsFacts): CommandsView {
  const { wish, maySync, hasFailed } = facts;
  const { snapshot, at: now } = facts.status;
  const found = foundCommands(facts);
  const shown = wish.isAll ? found : found.slice(0, FEW);
  const comparedAt = snapshot.commandSync?.comparedAt ?? null;
  const drift = driftView(snapshot.commandSync, snapshot.commandUses, now);
  return {
    registered: registeredWords(facts.status),
    inStep: drift ? null : momentOrNull('ago', comparedAt, now),
    drift,
    maySync,
    note: hasFailed ? 'The commands could not be compared just now. What is shown is from before.' : null,
    spans: useSpans.map((span) => spanLink(span, wish)),
    started: momentOrNull('for', snapshot.instances[0]?.startedAt ?? null, now),
    find: findView(wish),
    rows: shown.map((command) => commandRow(command, { now, isCompared: comparedAt !== null })),
    empty: shown.length > 0 ? null : emptyWords(wish),
    shown: `${number(shown.length)} of ${number(found.length)} shown`,
    all: shown.length < found.length ? allLink(found.length, wish) : null,
    total: totalOf(found.map(({ figures }) => figures)),
  };
}

/** The most used first. */
function foundCommands({ status: { snapshot }, wish, hours }: CommandsFacts): readonly KnownCommand[] {
  return knownCommands(snapshot.commandUses?.commands ?? [], snapshot.commandSync?.differences ?? [])
    .filter(({ name }) => isFound(name, wish.find))
    .map((one) => ({ ...one, figures: figuresOf(one.use, wish.span), hours: hours?.get(commandKey(one)) ?? null }))
    .sort((a, b) => b.figures.uses - a.figures.uses || (commandKey(a) < commandKey(b) ? -1 : 1));
}

function figuresOf(use: CommandUse | null, span: UseSpan): UseFigures {
  if (!use) return noUse;
  return { start: use.sinceStart, hour: use.lastHour, minutes: use.last5Minutes }[span];
}

function isFound(name: string, find: string): boolean {
  return visibleText(name).toLowerCase().includes(visibleText(find).toLowerCase());
}

function registeredWords({ snapshot: { commandSync } }: Status): string {
  if (!commandSync) return 'Not compared with Discord yet';
  const global = commandSync.limits.find(({ place }) => place === GLOBAL);
  const atDiscord = global?.commandCount ?? null;
  const code = `${number(commandSync.commandCount)} in the code`;
  if (atDiscord === null) return code;
  return `${code}, Discord has ${number(atDiscord)} of ${number(global?.mostCommands ?? 0)} slash commands for all servers`;
}

function spanLink(span: UseSpan, wish: CommandsWish): SpanLink {
  return { label: spanWord[span], query: commandsQuery({ ...wish, span }), isCurrent: span === wish.span };
}

function findView(wish: CommandsWish): CommandsView['find'] {
  return {
    value: wish.find,
    span: wish.span === 'start' ? null : wish.span,
    clear: wish.find === '' ? null : commandsQuery({ ...wish, find: '' }),
  };
}

function allLink(count: number, wish: CommandsWish): CommandsView['all'] {
  return { label: `Show all ${number(count)}`, query: commandsQuery({ ...wish, isAll: true }) };
}

function totalOf(figures: readonly UseFigures[]): TotalView | null {
  const sum = (pick: (one: UseFigures) => number) => figures.reduce((total, one) => total + pick(one), 0);
  const uses = sum((one) => one.uses);
  if (uses === 0) return null;
  const all: UseFigures = {
    ...noUse,
    ...{ inTime: sum((one) => one.inTime), late: sum((one) => one.late), missed: sum((one) => one.missed) },
    ...{ unknown: sum((one) => one.unknown), troubled: sum((one) => one.troubled) },
  };
  const acknowledged = histogramText(added(figures.map(({ acknowledgedIn }) => readHistogram(acknowledgedIn))));
  return { uses: counted(uses, 'use'), success: successFigure(all), ...acknowledgement(acknowledged) };
}

function emptyWords({ find }: CommandsWish): CommandsView['empty'] {
  if (find !== '') {
    const text = 'A command is listed once somebody has used it, or while it differs from Discord.';
    return { icon: 'magnifying-glass', title: 'No command has this in its name', text };
  }
  const text = 'Each command, button and form appears here with its first use.';
  return { icon: 'terminal', title: 'Nobody has used a command yet', text };
}
