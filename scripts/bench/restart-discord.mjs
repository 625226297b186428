/** The embedded Discord in a process of its own, with servers of a usual size. Told by messages of its parent. */
import { setTimeout as sleep } from 'node:timers/promises';
import { EmbeddedDiscord } from '../../dist/embedded-discord/embedded-discord.js';
import { Guild } from '../../dist/embedded-discord/world/guild.js';
import { monotonicMs } from './clock.mjs';

/** Channels and roles of each server, as in PERFORMANCE goals: what a usual community has. */
const CHANNELS = 14;
const ROLES = 10;
const LOOK_EVERY_MS = 5;

const { guilds, shards } = JSON.parse(process.env.BENCH_DISCORD);

const { roles } = Guild.prototype;
Guild.prototype.roles = function () {
  const own = roles.call(this);
  const more = Array.from({ length: ROLES - own.length }, (_, at) => ({
    ...own.at(-1),
    id: String(BigInt(this.id) + BigInt(40 + at)),
    name: `Role ${at}`,
    position: own.length + at,
  }));
  return [...own, ...more];
};

const discord = await EmbeddedDiscord.start({ guilds, shards, maxConcurrency: shards });
for (const guild of discord.parts.world.guilds.values())
  for (let at = guild.channels().length; at < CHANNELS; at++) guild.addChannel(`channel-${at}`, at % 4 === 0 ? 2 : 0);

const counts = () => ({ identifies: discord.identifyTimes().length, resumes: discord.resumeTimes().length });

/** Answers once every shard is served. */
async function served() {
  while (!discord.truth().every(({ isServed }) => isServed)) await sleep(LOOK_EVERY_MS);
  return { at: monotonicMs(), ...counts() };
}

const orders = { served, counts };
process.on('message', async ({ order }) => process.send(await orders[order]()));
process.send({ api: discord.api, token: discord.token });
