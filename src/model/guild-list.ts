import { type Guild, type GuildState, guildState, guildStates } from './guild.js';
import { folded } from './log-filter.js';

/** By name, from the most members, by shard, from the newest, or trouble first and then by name. */
export const guildSorts = ['name', 'members', 'shard', 'joined', 'state'] as const;

export type GuildSort = (typeof guildSorts)[number];

/** Which guilds are wanted; `null` sets no limit. */
export interface GuildFilter {
  /** Id of a guild, or a part of its name. */
  readonly text: string | null;
  readonly shardId: number | null;
  readonly state: GuildState | null;
}

export const everyGuild: GuildFilter = { text: null, shardId: null, state: null };

/** A guild with its name as it is compared. */
export interface ListedGuild extends Guild {
  /** Folded; empty while the name is not known. */
  readonly words: string;
}

export function listed(guild: Guild): ListedGuild {
  return { ...guild, words: folded(guild.name ?? '').trim() };
}

/** The place of a guild in an order: what it is ordered by, and its id where that is the same. */
export interface GuildPlace {
  /** Where it is ordered by state: how far behind, 0 to 2; otherwise 0. */
  readonly rank: number;
  readonly value: string | number;
  readonly id: string;
}

/** Part of a list of guilds. */
export interface GuildPage {
  readonly guilds: readonly ListedGuild[];
  /** All that fit the filter. */
  readonly count: number;
  /** `after` of the next page; `null` when this is the last. */
  readonly next: GuildPlace | null;
}

export interface GuildWish {
  readonly filter: GuildFilter;
  readonly sort: GuildSort;
  /** Whether names may be searched and sorted by; without, a text finds whole ids only. */
  readonly hasNames: boolean;
  /** Guilds that are left out at the beginning. */
  readonly skip: number;
  /** Only guilds behind this place; `null` begins with the first. */
  readonly after: GuildPlace | null;
  readonly most: number;
}

/** The order in which the guilds are kept for a sort: by state they are kept by name. */
export type KeptOrder = Exclude<GuildSort, 'state'>;

export function keptOrder({ sort, hasNames }: Pick<GuildWish, 'sort' | 'hasNames'>): KeptOrder {
  const order = sort === 'state' ? 'name' : sort;
  return order === 'name' && !hasNames ? 'shard' : order;
}

const valueIn: Record<KeptOrder, (guild: ListedGuild) => string | number> = {
  name: ({ words }) => words,
  members: ({ memberCount }) => -(memberCount ?? 0),
  shard: ({ shardId }) => shardId,
  joined: ({ joinedAt }) => -(joinedAt ?? 0),
};

/** How guilds are compared in an order. */
export function comparing(order: KeptOrder): (a: ListedGuild, b: ListedGuild) => number {
  const value = valueIn[order];
  return (a, b) => {
    const [one, other] = [value(a), value(b)];
    if (one !== other) return one < other ? -1 : 1;
    return byId(a.id, b.id);
  };
}

/** Ids are numbers that no number holds. */
function byId(a: string, b: string): number {
  if (a === b) return 0;
  return a.length === b.length ? (a < b ? -1 : 1) : a.length - b.length;
}

/**
 * The part of the list that is wanted. It looks at every guild once (by state: three times), and copies no more than the
 * part itself.
 *
 * @param ordered all guilds in `keptOrder`
 * @param answering ids of the shards that answer
 */
export function guildPage(ordered: readonly ListedGuild[], wish: GuildWish, answering: ReadonlySet<number>): GuildPage {
  const { filter, skip, most } = wish;
  const fits = fitting(wish, answering);
  const guilds: ListedGuild[] = [];
  const [value, isBehind] = [valueIn[keptOrder(wish)], behind(wish)];
  let count = 0;
  let behindCount = 0;
  const ranks = wish.sort === 'state' ? guildStates.map((state) => filter.state ?? state) : [filter.state];
  const states = [...new Set(ranks)];
  let last: GuildPlace | null = null;
  for (const [rank, state] of states.entries()) {
    for (const guild of ordered) {
      if (!fits(guild, state)) continue;
      count += 1;
      if (!isBehind(rank, value(guild), guild.id)) continue;
      behindCount += 1;
      if (behindCount <= skip || guilds.length === most) continue;
      guilds.push(guild);
      last = { rank, value: value(guild), id: guild.id };
    }
  }
  return { guilds, count, next: behindCount > skip + guilds.length ? last : null };
}

type Fits = (guild: ListedGuild, state: GuildState | null) => boolean;

function fitting({ filter: { text, shardId }, hasNames }: GuildWish, answering: ReadonlySet<number>): Fits {
  const words = text === null ? null : folded(text).trim();
  return (guild, state) => {
    if (shardId !== null && guild.shardId !== shardId) return false;
    if (state !== null && guildState(guild, answering) !== state) return false;
    return words === null || guild.id === words || (hasNames && guild.words.includes(words));
  };
}

type IsBehind = (rank: number, value: string | number, id: string) => boolean;

function behind({ after }: GuildWish): IsBehind {
  if (after === null) return () => true;
  return (rank, value, id) => {
    if (rank !== after.rank) return rank > after.rank;
    if (value !== after.value) return value > after.value;
    return byId(id, after.id) > 0;
  };
}
