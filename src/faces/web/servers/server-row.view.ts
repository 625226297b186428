import { type Guild, type GuildState, guildState } from '../../../model/guild.js';
import { count, utcDay, visibleName } from '../../format.js';
import type { Chip } from '../parts/chips.js';

/** A server in a list. */
export interface ServerRow {
  readonly id: string;
  /** Written by strangers; `null` where it is not known, or is not for whoever looks. */
  readonly name: string | null;
  /** Stands where a picture would be. */
  readonly initials: string;
  readonly chip: Chip;
  /** Tints the row; `null` for a server without a problem. */
  readonly tint: Chip['state'] | null;
  readonly members: string;
  readonly shardId: number;
  readonly joined: JoinedDay | null;
}

/** A day in UTC: `22 Nov 2024`, and the moment itself in ISO 8601. */
export interface JoinedDay {
  readonly text: string;
  readonly iso: string;
}

const stateChips: Record<GuildState, Chip> = {
  not_answering: { state: 'bad', icon: 'circle-xmark', word: 'Not answering' },
  unavailable: { state: 'warn', icon: 'triangle-exclamation', word: 'Unavailable' },
  answering: { state: 'ok', icon: 'circle-check', word: 'Answering' },
};

/** Servers and how they stand, in words. */
export const stateWords: Record<GuildState, string> = {
  not_answering: 'Not answering',
  unavailable: 'Unavailable at Discord',
  answering: 'Answering',
};

export interface ServerRowFacts {
  /** Ids of the shards that answer. */
  readonly answering: ReadonlySet<number>;
  readonly hasNames: boolean;
}

export function serverRow(guild: Guild, { answering, hasNames }: ServerRowFacts): ServerRow {
  const chip = stateChips[guildState(guild, answering)];
  const name = hasNames ? guild.name : null;
  return {
    id: guild.id,
    name,
    initials: initials(name),
    chip,
    tint: chip.state === 'ok' ? null : chip.state,
    members: count(guild.memberCount),
    shardId: guild.shardId,
    joined: guild.joinedAt === null ? null : joinedDay(guild.joinedAt),
  };
}

function joinedDay(at: number): JoinedDay {
  return { text: `${utcDay(at)}\u00a0${new Date(at).getUTCFullYear()}`, iso: new Date(at).toISOString() };
}

/** The first letters or digits of the first two words; nothing where there are none. Marks that sit on letters are left out. */
export function initials(name: string | null): string {
  if (name === null) return '';
  const words = visibleName(name).match(/[\p{L}\p{N}][^\s]*/gu) ?? [];
  const first = words.slice(0, 2).map((word) => [...word][0] ?? '');
  return first.join('').toLocaleUpperCase('en-GB');
}
