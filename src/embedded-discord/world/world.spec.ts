import { World } from './world.js';
import { nastyNames } from './names.js';
import { isSnowflake, madeAt, shardOf } from './snowflake.js';

describe('a world', () => {
  const world = new World({ seed: 1, guilds: 200 });
  const guilds = [...world.guilds.values()];

  it('has servers of all sizes, few of them large', () => {
    const sizes = guilds.map(({ memberCount }) => memberCount).sort((a, b) => a - b);

    expect(sizes[0]).toBeGreaterThanOrEqual(10);
    expect(sizes.at(-1)).toBeGreaterThan(20_000);
    expect(sizes.at(-1)).toBeLessThanOrEqual(200_000);
    expect(sizes[100]).toBeLessThan(1_000);
  });

  it('has one nasty name in twelve servers, each of them in turn', () => {
    const nasty = guilds.filter(({ name }) => nastyNames.includes(name));

    expect(nasty.map(({ name }) => name)).toEqual([...nastyNames, ...nastyNames].slice(0, Math.floor(200 / 12)));
  });

  it('has servers on every shard, about as many on each', () => {
    const counts = [0, 1, 2, 3].map((shard) => guilds.filter(({ id }) => shardOf(id, 4) === shard).length);

    expect(Math.min(...counts)).toBeGreaterThan(30);
  });

  it('gives ids that say when a thing was made, and finds channels by theirs', () => {
    const [guild] = guilds;
    const [channel] = guild?.textChannels() ?? [];

    expect(guilds.every(({ id, joinedAt }) => isSnowflake(id) && madeAt(id) <= joinedAt)).toBe(true);
    expect(world.channel(channel?.id ?? '')).toEqual(channel);
    expect(world.channel('5')).toBeUndefined();
    expect(world.channel('x')).toBeUndefined();
  });

  it('has the owner among the members of each server, and the bot in all', () => {
    expect(guilds.every((guild) => world.member(guild, guild.ownerId))).toBe(true);
    expect(guilds.every((guild) => world.member(guild, world.bot.id) === world.bot)).toBe(true);
  });

  it('differs with the seed', () => {
    const other = new World({ seed: 2, guilds: 5 });

    expect(other.application.id).not.toBe(world.application.id);
  });
});
