import type { Problem } from './problem.js';

/** Global ones for `global`, else those of the guild with this id. */
export type CommandPlace = string;

export const GLOBAL = 'global';

/** Where a person finds it: after a slash, or in the menu of a user or of a message. */
export type CommandType = 'slash' | 'user' | 'message';

export type DriftKind = 'only_in_code' | 'changed' | 'only_at_discord';

/** A value of a command as Discord's API has it, with its defaults left out. */
export type CommandValue =
  string | number | boolean | null | readonly CommandValue[] | { readonly [name: string]: CommandValue };

/** One thing that differs. */
export interface FieldDrift {
  /** Discord's names with dots between, options and choices by their name: `options.level.choices.debug.value`. */
  readonly path: string;
  /** `null` where the code does not have it. */
  readonly inCode: CommandValue;
  /** `null` where Discord does not have it. */
  readonly atDiscord: CommandValue;
}

/** One command that is not the same in the code and at Discord. */
export interface CommandDifference {
  readonly place: CommandPlace;
  readonly name: string;
  readonly type: CommandType;
  readonly kind: DriftKind;
  /** What differs of a changed one; empty for a command that only one side has. */
  readonly fields: readonly FieldDrift[];
}

/** What Discord allows in one place, and how much of it is used. */
export interface PlaceLimits {
  readonly place: CommandPlace;
  /** Slash commands at Discord; `null` while they could not be read. */
  readonly commandCount: number | null;
  /** Slash commands that one place can hold. */
  readonly mostCommands: number;
  /** New commands that Discord still takes today, as far as we have counted; others with the same token are not seen. */
  readonly createsLeft: number;
  readonly mostCreates: number;
  /** Why this place could not be compared; its differences are those of the last time then. */
  readonly problem: Problem | null;
}

/** The commands in the code against those that Discord offers to people. */
export interface CommandDrift {
  /** Epoch milliseconds of the oldest word on any place; `null` before Discord was read at all. */
  readonly comparedAt: number | null;
  /** By place, then by name. Empty when the two are in step. */
  readonly differences: readonly CommandDifference[];
  /** One for each place that is compared, the global one first. */
  readonly limits: readonly PlaceLimits[];
  /** What went wrong last, in comparing or in writing; `null` when nothing did. */
  readonly problem: Problem | null;
}

/** `/status`, or the plain name where it stands in a menu. */
export function commandWord({ name, type }: Pick<CommandDifference, 'name' | 'type'>): string {
  return type === 'slash' ? `/${name}` : name;
}

/** How many there are of each kind. */
export function countByKind(differences: readonly CommandDifference[]): Readonly<Record<DriftKind, number>> {
  const count = (kind: DriftKind) => differences.filter((one) => one.kind === kind).length;
  return {
    only_in_code: count('only_in_code'),
    changed: count('changed'),
    only_at_discord: count('only_at_discord'),
  };
}

/** `2 only in the code, 1 changed, 3 only at Discord`; `in step` where nothing differs. */
export function driftWords({ differences }: Pick<CommandDrift, 'differences'>): string {
  const counts = countByKind(differences);
  const words = [
    ...(counts.only_in_code > 0 ? [`${counts.only_in_code} only in the code`] : []),
    ...(counts.changed > 0 ? [`${counts.changed} changed`] : []),
    ...(counts.only_at_discord > 0 ? [`${counts.only_at_discord} only at Discord`] : []),
  ];
  return words.length > 0 ? words.join(', ') : 'in step';
}
