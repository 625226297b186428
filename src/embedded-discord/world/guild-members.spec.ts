import { crowdNumber, crowdUser } from './guild-crowd.js';
import type { GuildMembers } from './guild-members.js';
import { World } from './world.js';

function membersOf(memberCount: number): { readonly world: World; readonly members: GuildMembers } {
  const world = new World({ seed: 1, guilds: 1 });
  const [guild] = world.guilds.values();
  if (!guild) throw new Error('No guild');
  guild.memberCount = memberCount;
  return { world, members: world.everybodyIn(guild) };
}

describe('the members of a guild', () => {
  it('are as many as it says, all different, and the bot is one of them', () => {
    const { world, members } = membersOf(3_000);

    const ids = [...members.range(0, Infinity)].map(({ id }) => id);

    expect(new Set(ids).size).toBe(3_000);
    expect(ids).toContain(world.bot.id);
  });

  it('are found by id, and strangers are not', () => {
    const { world, members } = membersOf(1_000);
    const [someone] = [...members.range(900, 901)];

    expect(members.get(someone?.id ?? '')).toEqual(someone);
    expect(members.get(world.bot.id)).toBe(world.bot);
    expect([members.get('1'), members.get('words'), members.get(crowdUser(5_000).id)]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('are found by how their names begin', () => {
    const { world, members } = membersOf(1_000);

    expect(members.startingWith('harborm', 10)).toEqual([world.bot]);
    expect(members.startingWith('', 7)).toHaveLength(7);
    expect(members.startingWith('no such name', 7)).toEqual([]);
  });
});

describe('one of the crowd', () => {
  it('is the same each time, and known by the id', () => {
    expect(crowdUser(12_345)).toEqual(crowdUser(12_345));
    expect(crowdNumber(crowdUser(12_345).id)).toBe(12_345);
    expect(crowdNumber(String(BigInt(crowdUser(12_345).id) + 1n))).toBeNull();
  });
});
