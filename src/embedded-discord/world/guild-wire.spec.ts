import type { Wire } from '../wire.js';
import type { Guild } from './guild.js';
import { guildCreate } from './guild-wire.js';
import { World } from './world.js';

const blind = { seesPresences: false, largeThreshold: 50 };
const seeing = { seesPresences: true, largeThreshold: 50 };

describe('a guild as it arrives', () => {
  let world: World;
  let guild: Guild;

  beforeEach(() => {
    world = new World({ seed: 1, guilds: 1 });
    const [only] = world.guilds.values();
    if (!only) throw new Error('No guild');
    guild = only;
  });

  const ids = (wire: Wire): string[] => (wire['members'] as { user: { id: string } }[]).map(({ user }) => user.id);

  it('has the bot as its only member for whoever sees no presences', () => {
    const wire = guildCreate(guild, world, blind);

    expect(ids(wire)).toEqual([world.bot.id]);
    expect(wire['presences']).toEqual([]);
  });

  it('has all known members while it is small, and those who are there when it is large', () => {
    guild.memberCount = 26;
    const small = guildCreate(guild, world, seeing);
    guild.memberCount = 60_000;
    const large = guildCreate(guild, world, seeing);

    expect(ids(small)).toHaveLength(world.membersOf({ ...guild, memberCount: 26 } as Guild).length + 1);
    expect(ids(large)).toHaveLength((large['presences'] as unknown[]).length + 1);
    expect([small['large'], large['large']]).toEqual([false, true]);
  });

  it('shows nobody where there are too many', () => {
    guild.memberCount = 75_001;

    expect(ids(guildCreate(guild, world, seeing))).toEqual([world.bot.id]);
  });

  it('is large from where the client says', () => {
    guild.memberCount = 200;

    expect(guildCreate(guild, world, { ...blind, largeThreshold: 250 })['large']).toBe(false);
  });
});
