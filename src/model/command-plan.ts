import { type CommandDifference, type CommandDrift, type CommandPlace, GLOBAL, commandWord } from './command-drift.js';
import type { CommandSync } from './command-sync.js';
import { counted } from './words.js';

/** Every place that is compared. */
export const EVERYWHERE = 'everywhere';

/** What somebody wants of bringing Discord in step with the code. */
export interface SyncWish {
  /** One place, or `everywhere`. */
  readonly place: CommandPlace;
  /** Whether commands that the code does not have are deleted at Discord. */
  readonly isDeleting: boolean;
}

/** What is written to Discord, and nothing else. */
export interface SyncPlan {
  readonly creates: readonly CommandDifference[];
  readonly changes: readonly CommandDifference[];
  readonly deletions: readonly CommandDifference[];
  /** New ones for which nothing is left of Discord's daily budget: they stay out. */
  readonly tooMany: readonly CommandDifference[];
}

export const nothingPlanned: SyncPlan = { creates: [], changes: [], deletions: [], tooMany: [] };

/** What would be written now; nothing where Discord could not be read. Pure. */
export function planOf(
  { differences, limits }: Pick<CommandDrift, 'differences' | 'limits'>,
  wish: SyncWish,
): SyncPlan {
  const isRead = (place: CommandPlace) => limits.some((one) => one.place === place && one.problem === null);
  const isMeant = (place: CommandPlace) => (wish.place === EVERYWHERE || wish.place === place) && isRead(place);
  const meant = differences.filter(({ place }) => isMeant(place));
  const wanted = meant.filter(({ kind }) => kind === 'only_in_code');
  const creates = wanted.filter((one) => {
    const before = wanted.slice(0, wanted.indexOf(one)).filter(({ place }) => place === one.place);
    return before.length < (limits.find(({ place }) => place === one.place)?.createsLeft ?? 0);
  });
  return {
    creates,
    changes: meant.filter(({ kind }) => kind === 'changed'),
    deletions: wish.isDeleting ? meant.filter(({ kind }) => kind === 'only_at_discord') : [],
    tooMany: wanted.filter((one) => !creates.includes(one)),
  };
}

export function isEmpty({ creates, changes, deletions }: SyncPlan): boolean {
  return creates.length + changes.length + deletions.length === 0;
}

/** What it costs and whom it reaches, for whoever asks for it. */
export function syncCost(known: CommandSync | null, wish: SyncWish): SyncCost {
  const plan = known ? planOf(known, wish) : nothingPlanned;
  return {
    canHurt: plan.deletions.length > 0,
    words: isEmpty(plan) && plan.tooMany.length === 0 ? [idleWords(known, wish)] : planWords(plan, known?.limits ?? []),
    obstacle: syncObstacle(known, wish),
  };
}

interface SyncCost {
  readonly canHurt: boolean;
  readonly words: readonly string[];
  readonly obstacle: string | null;
}

/** Why nothing can be written now, in words; `null` where nothing speaks against it. */
function syncObstacle(known: CommandSync | null, { place }: SyncWish): string | null {
  if (!known || known.comparedAt === null) return 'The commands could not be compared with Discord yet.';
  if (known.mode === 'off') return 'COMMAND_SYNC is off: nothing is written to Discord.';
  if (place === EVERYWHERE || known.limits.some((one) => one.place === place)) return null;
  return `The commands of ${placeWords(place)} are not compared. Compare them first.`;
}

/** Why there is nothing to write. */
function idleWords(known: CommandSync | null, { place }: SyncWish): string {
  const isMeant = (one: CommandDifference) => place === EVERYWHERE || one.place === place;
  const kept = known?.differences.filter((one) => isMeant(one) && one.kind === 'only_at_discord').length ?? 0;
  if (kept === 0) return 'Nothing differs: nothing is written.';
  return `Nothing is written: ${counted(kept, 'command')} that only Discord has ${kept === 1 ? 'stays' : 'stay'} there.`;
}

/** What would be written now, one sentence each. */
function planWords({ creates, changes, deletions, tooMany }: SyncPlan, limits: CommandDrift['limits']): string[] {
  return [
    ...(creates.length > 0 ? [`Creates ${namesOf(creates)}. ${budgetWords(creates, limits)}`] : []),
    ...(changes.length > 0 ? [`Changes ${namesOf(changes)}.`] : []),
    ...(deletions.length > 0 ? [`Deletes ${namesOf(deletions)}: nobody can use them any more.`] : []),
    ...(tooMany.length > 0
      ? [`Stay out until tomorrow, because Discord takes no more new ones today: ${namesOf(tooMany)}.`]
      : []),
  ];
}

/** What was written, in one line. */
export function doneWords({ creates, changes, deletions, tooMany }: SyncPlan): string {
  const words = [
    ...(creates.length > 0 ? [`Created ${namesOf(creates)}.`] : []),
    ...(changes.length > 0 ? [`Changed ${namesOf(changes)}.`] : []),
    ...(deletions.length > 0 ? [`Deleted ${namesOf(deletions)}.`] : []),
  ];
  const left = tooMany.length > 0 ? [`${namesOf(tooMany)} must wait: Discord takes no more new ones today.`] : [];
  return [...(words.length > 0 ? words : ['Nothing was written.']), ...left].join(' ');
}

function budgetWords(creates: readonly CommandDifference[], limits: CommandDrift['limits']): string {
  return limits
    .filter(({ place }) => creates.some((one) => one.place === place))
    .map(({ place, createsLeft, mostCreates }) => {
      const used = mostCreates - createsLeft + creates.filter((one) => one.place === place).length;
      const where = place === GLOBAL ? '' : ` of ${placeWords(place)}`;
      return `That makes ${used} of ${mostCreates} new ones today${where}.`;
    })
    .join(' ');
}

/** Names that are written out; of more there is the number. */
const MOST_NAMES = 20;

/** `2 commands (/a, /b)` */
function namesOf(differences: readonly CommandDifference[]): string {
  const names = differences.slice(0, MOST_NAMES).map(commandWord);
  const more = differences.length > MOST_NAMES ? [`${differences.length - MOST_NAMES} more`] : [];
  return `${counted(differences.length, 'command')} (${[...names, ...more].join(', ')})`;
}

export function placeWords(place: CommandPlace): string {
  if (place === EVERYWHERE) return 'everywhere';
  return place === GLOBAL ? 'all servers' : `server ${place}`;
}
