import { incident } from '../../../../test/make.js';
import type { Guild } from '../../../model/guild.js';
import type { Incident } from '../../../model/incident.js';
import { affectedView, reachedShards } from './affected.view.js';

const guild = (id: string, shardId: number, parts: Partial<Guild> = {}): Guild => ({
  ...{ id, shardId, name: `Server ${id}`, icon: null, memberCount: 7, joinedAt: 0, isAvailable: true },
  ...parts,
});
const guilds = [guild('1', 0, { memberCount: 1_234 }), guild('2', 1), guild('3', 0, { joinedAt: 5_000 })];
const affected = (parts: Partial<Incident>, hasNames = true) => {
  const one = incident({ shardIds: [0], shardCount: 2, ...parts });
  return affectedView(one, { guilds, ids: reachedShards(one, 2), hasNames });
};

describe('the servers that an incident reached', () => {
  it('are those of the shards that were away, and all of them are a click away', () => {
    expect(affected({})).toEqual({
      rows: [
        { id: '1', name: 'Server 1', members: '1,234' },
        { id: '3', name: 'Server 3', members: '7' },
      ],
      all: { label: 'All of shard\u00a00', query: '?shard=0&sort=members' },
    });
    expect(affected({ shardIds: [0, 1] })?.all?.query).toBe('?sort=members');
  });

  it('are none that the bot joined only afterwards', () => {
    expect(affected({ endedAt: 4_000 })?.rows.map(({ id }) => id)).toEqual(['1']);
  });

  it('have no names for whoever may not read them', () => {
    expect(affected({}, false)?.rows[0]).toMatchObject({ id: '1', name: null });
  });

  it('are not guessed: not where none was without events, nor where the shards are others by now', () => {
    expect(affected({ unservedGuildCount: 0 })).toBeNull();
    expect(affected({ shardCount: 4 })).toBeNull();
  });

  it('are all of them after a crash', () => {
    expect(affected({ kind: 'crash', shardIds: [], unservedGuildCount: 0 })?.rows).toHaveLength(3);
  });
});
