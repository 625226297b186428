import { type GuildWish, everyGuild, guildPage, keptOrder, listed, comparing } from './guild-list.js';
import type { Guild } from './guild.js';

const harbour: Guild = {
  id: '1000',
  name: 'The Harbour',
  icon: null,
  shardId: 0,
  memberCount: 10,
  joinedAt: 1_000,
  isAvailable: true,
};
const guild = (parts: Partial<Guild>) => listed({ ...harbour, ...parts });
const orchard = guild({ id: '900', name: 'orchard', shardId: 1, memberCount: 30, joinedAt: 3_000 });
const bakery = guild({ id: '1100', name: 'ＢAKERY', memberCount: 20, joinedAt: 2_000, isAvailable: false });
const nameless = guild({ id: '1200', name: null, shardId: 1, memberCount: null, joinedAt: null });
const all = [listed(harbour), orchard, bakery, nameless];
const answering = new Set([0]);

function page(parts: Partial<GuildWish> = {}, guilds = all) {
  const wish: GuildWish = {
    ...{ filter: everyGuild, sort: 'name', hasNames: true },
    ...{ skip: 0, after: null, most: 10 },
    ...parts,
  };
  return guildPage([...guilds].sort(comparing(keptOrder(wish))), wish, answering);
}
const ids = (parts?: Partial<GuildWish>) => page(parts).guilds.map(({ id }) => id);

describe('the list of servers', () => {
  it.each<[GuildWish['sort'], readonly string[]]>([
    ['name', ['1200', '1100', '900', '1000']],
    ['members', ['900', '1100', '1000', '1200']],
    ['shard', ['1000', '1100', '900', '1200']],
    ['joined', ['900', '1100', '1000', '1200']],
    ['state', ['1200', '900', '1100', '1000']],
  ])('is ordered by %s', (sort, order) => {
    expect(ids({ sort })).toEqual(order);
  });

  it('finds a part of a name, in any case and form of letters, and a whole id', () => {
    expect(ids({ filter: { ...everyGuild, text: ' bakery' } })).toEqual(['1100']);
    expect(ids({ filter: { ...everyGuild, text: '900' } })).toEqual(['900']);
    expect(ids({ filter: { ...everyGuild, text: '90' } })).toEqual([]);
  });

  it('neither finds nor orders by names for whoever may not read them', () => {
    expect(ids({ hasNames: false, filter: { ...everyGuild, text: 'bakery' } })).toEqual([]);
    expect(ids({ hasNames: false })).toEqual(['1000', '1100', '900', '1200']);
  });

  it('finds those of one shard, and those in one state', () => {
    expect(ids({ filter: { ...everyGuild, shardId: 1 } })).toEqual(['1200', '900']);
    expect(ids({ filter: { ...everyGuild, state: 'answering' } })).toEqual(['1000']);
    expect(ids({ filter: { ...everyGuild, state: 'unavailable' } })).toEqual(['1100']);
    expect(ids({ sort: 'state', filter: { ...everyGuild, state: 'not_answering' } })).toEqual(['1200', '900']);
  });

  it.each(['name', 'members', 'shard', 'joined', 'state'] as const)(
    'comes page by page, each server once, by %s',
    (sort) => {
      const found: string[] = [];
      let after: GuildWish['after'] = null;
      do {
        const { guilds, next, count } = page({ sort, after, most: 1 });
        expect(count).toBe(4);
        found.push(...guilds.map(({ id }) => id));
        after = next;
      } while (after);

      expect(found).toEqual(ids({ sort }));
      expect(found).toEqual([0, 1, 2, 3].flatMap((skip) => ids({ sort, skip, most: 1 })));
    },
  );

  it('goes on where it was although the last server of the page before has gone', () => {
    const { next } = page({ most: 2 });

    expect(page({ after: next }, [orchard, listed(harbour), nameless]).guilds.map(({ id }) => id)).toEqual([
      '900',
      '1000',
    ]);
  });
});
