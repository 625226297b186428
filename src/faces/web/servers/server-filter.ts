import { type GuildState, guildStates } from '../../../model/guild.js';
import { type GuildFilter, type GuildSort, guildSorts } from '../../../model/guild-list.js';
import { LONGEST_SEARCH } from '../events/event-filter.js';

/** What a reader of the list of servers asks for, as its address says it. */
export interface ServersWish {
  readonly filter: GuildFilter;
  readonly sort: GuildSort;
  /** 1 or more. */
  readonly page: number;
}

const USUAL_SORT: GuildSort = 'name';

type Query = Readonly<Record<string, unknown>>;

/** Reads the address; what makes no sense there asks for nothing. */
export function serversWish(query: Query): ServersWish {
  const { text, state, sort } = query;
  const filter: GuildFilter = {
    text: typeof text === 'string' ? text.trim().slice(0, LONGEST_SEARCH) || null : null,
    shardId: numberOf(query['shard']),
    state: guildStates.find((one): one is GuildState => one === state) ?? null,
  };
  return {
    filter,
    sort: guildSorts.find((one) => one === sort) ?? USUAL_SORT,
    page: Math.max(1, numberOf(query['page']) ?? 1),
  };
}

/** The address of a wish: `?shard=3&sort=members`, or nothing where it is the usual one. */
export function serversQuery({ filter: { text, shardId, state }, sort, page }: ServersWish): string {
  const query = new URLSearchParams({
    ...(text === null ? {} : { text }),
    ...(shardId === null ? {} : { shard: String(shardId) }),
    ...(state === null ? {} : { state }),
    ...(sort === USUAL_SORT ? {} : { sort }),
    ...(page === 1 ? {} : { page: String(page) }),
  }).toString();
  return query && `?${query}`;
}

function numberOf(value: unknown): number | null {
  return typeof value === 'string' && /^\d{1,7}$/.test(value) ? Number(value) : null;
}
