import { guildStates } from '../../../model/guild.js';
import { type GuildPage, type GuildSort, type ListedGuild, everyGuild, guildSorts } from '../../../model/guild-list.js';
import { counted } from '../../../model/words.js';
import type { Status } from '../../../model/status.js';
import { answeringShards } from '../../../monitor/guild.directory.js';
import { number } from '../../format.js';
import { type ServersWish, serversQuery } from './server-filter.js';
import { type ServerRow, serverRow, stateWords } from './server-row.view.js';

/** Servers on one page. */
export const MOST_SERVERS = 50;

interface Choice {
  readonly value: string;
  readonly label: string;
  readonly isChosen: boolean;
}

/** Leads to another page; the query of the first one may be empty. */
interface Turn {
  readonly query: string;
}

/** A heading that leads to the list in its order. */
interface Heading {
  readonly label: string;
  readonly query: string;
  readonly isCurrent: boolean;
  readonly direction: 'ascending' | 'descending';
  readonly icon: 'arrow-up' | 'arrow-down';
  readonly isNumber: boolean;
}

/** All that `views/pages/servers.hbs` may know besides the rows. */
export interface ServersView {
  readonly text: string;
  readonly shards: readonly Choice[];
  readonly states: readonly Choice[];
  readonly sorts: readonly Choice[];
  readonly headings: readonly Heading[];
  readonly isFiltered: boolean;
  /** `1,240 servers`, `14 of 1,240 servers`. */
  readonly count: string;
  /** `Servers 51 to 100 of 1,240`; `null` where all are on one page. */
  readonly part: string | null;
  /** The pages before and behind; `null` where there is none. */
  readonly previous: Turn | null;
  readonly next: Turn | null;
  /** Said in place of rows. */
  readonly empty: { readonly icon: string; readonly title: string; readonly text: string } | null;
}

export interface ServersFacts {
  readonly status: Status;
  readonly wish: ServersWish;
  readonly page: GuildPage;
  /** All servers that are known. */
  readonly size: number;
}

const sortWords: Record<GuildSort, string> = {
  name: 'Name',
  members: 'Most members',
  shard: 'Shard',
  joined: 'Newest',
  state: 'Trouble first',
};

export function serversView({ status, wish, page, size }: ServersFacts): ServersView {
  const { filter, sort } = wish;
  const isFiltered = JSON.stringify(filter) !== JSON.stringify(everyGuild);
  const first = (wish.page - 1) * MOST_SERVERS;
  const last = first + page.guilds.length;
  const isWhole = wish.page === 1 && page.next === null;
  return {
    text: filter.text ?? '',
    shards: shardChoices(status, filter.shardId),
    states: [
      choice('', 'All', filter.state),
      ...guildStates.map((state) => choice(state, stateWords[state], filter.state)),
    ],
    sorts: guildSorts.map((one) => choice(one, sortWords[one], sort)),
    headings: headings(wish),
    isFiltered,
    count: isFiltered ? `${number(page.count)} of ${counted(size, 'server')}` : counted(size, 'server'),
    part: isWhole || page.guilds.length === 0 ? null : partWords(first + 1, last, page.count),
    previous: wish.page === 1 ? null : { query: serversQuery({ ...wish, page: previousPage(wish, page) }) },
    next: page.next === null ? null : { query: serversQuery({ ...wish, page: wish.page + 1 }) },
    empty: page.guilds.length > 0 ? null : emptyWords(isFiltered, page.count),
  };
}

/** The rows of a page, however many of their servers the bot has left meanwhile; they keep their order. */
export function serverRows(guilds: readonly ListedGuild[], status: Status, hasNames: boolean): readonly ServerRow[] {
  const answering = answeringShards(status);
  return guilds.map((guild) => serverRow(guild, { answering, hasNames }));
}

function partWords(first: number, last: number, count: number): string {
  return `Servers ${number(first)} to ${number(last)} of ${number(count)}`;
}

/** From behind the end back to the last page that has something. */
function previousPage({ page }: ServersWish, { count, guilds }: GuildPage): number {
  return guilds.length > 0 ? page - 1 : Math.max(1, Math.ceil(count / MOST_SERVERS));
}

function headings(wish: ServersWish): readonly Heading[] {
  const heading = (sort: GuildSort, label: string, parts: Partial<Heading> = {}): Heading => ({
    label,
    query: serversQuery({ ...wish, sort, page: 1 }),
    isCurrent: wish.sort === sort,
    direction: 'ascending',
    icon: 'arrow-up',
    isNumber: false,
    ...parts,
  });
  const downwards = { isNumber: true, direction: 'descending', icon: 'arrow-down' } as const;
  return [
    heading('name', 'Server'),
    heading('state', 'State'),
    heading('shard', 'Shard', { isNumber: true }),
    heading('members', 'Members', downwards),
    heading('joined', 'Joined', downwards),
  ];
}

function shardChoices({ shards }: Status, chosen: number | null): readonly Choice[] {
  const ids = shards.map(({ id }) => id);
  const known = chosen === null || ids.includes(chosen) ? ids : [...ids, chosen];
  const value = chosen === null ? '' : String(chosen);
  return [choice('', 'All', value), ...known.map((id) => choice(String(id), String(id), value))];
}

function choice(value: string, label: string, chosen: string | null): Choice {
  return { value, label, isChosen: value === (chosen ?? '') };
}

function emptyWords(isFiltered: boolean, count: number): ServersView['empty'] {
  if (count > 0) return { icon: 'list', title: 'Nothing further', text: 'The list ends before this page.' };
  if (isFiltered) {
    const text = 'The bot is in no server that fits all of this. A server is found by a part of its name or by its id.';
    return { icon: 'filter', title: 'Nothing matches', text };
  }
  const text =
    'Servers appear here as soon as the bot has signed in and Discord has sent them, or has been added to one.';
  return { icon: 'users', title: 'No server yet', text };
}
