/**
 * How much the embedded Discord costs beside a real discord.js: 20,000 guilds on 16 shards until all are ready,
 * then 5,000 events per second to one client for ten seconds. Server and client are processes of their own.
 * Usage: npm run bench:embedded-discord. Aim of the server: at most 300 MB and half a core.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { clearInterval, setInterval } from 'node:timers';
import { fileURLToPath } from 'node:url';

const self = fileURLToPath(import.meta.url);
const GUILDS = 20_000;
const SHARDS = 16;
const EVENTS_PER_SECOND = 5_000;
const SECONDS = 10;
/** Nothing here may take longer, in milliseconds. */
const DEADLINE_MS = 110_000;

/** CPU seconds, memory and the longest wait of the event loop, since the last call. */
function meter() {
  let cpu = process.cpuUsage();
  let peak = 0;
  setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 50).unref();
  return () => {
    const { user, system } = process.cpuUsage(cpu);
    const used = { cpuSeconds: (user + system) / 1e6, peakMb: Math.max(peak, process.memoryUsage().rss) / 1e6 };
    cpu = process.cpuUsage();
    peak = 0;
    return used;
  };
}

async function serve() {
  const { EmbeddedDiscord } = await import('../dist/embedded-discord/embedded-discord.js');
  const { wholeChannel } = await import('../dist/embedded-discord/world/guild-wire.js');
  const read = meter();
  const discord = await EmbeddedDiscord.start({ guilds: GUILDS, shards: SHARDS, maxConcurrency: SHARDS });
  // Private for everybody else: no public door lets this many things happen.
  const { world, messages } = discord.parts;
  const guilds = [...world.guilds.values()];
  let told = 0;
  const tell = () => {
    const guild = world.random.pick(guilds);
    const channel = world.random.pick(guild.textChannels());
    told += 1;
    if (told % 2 === 0) {
      const said = { content: `Message ${told}`, embeds: [], components: [], attachments: [], flags: 0, tts: false };
      return messages.post({ channelId: channel.id, guildId: guild.id, author: world.users[0], said });
    }
    return world.tell({ type: 'CHANNEL_UPDATE', guildId: guild.id, data: () => wholeChannel(channel) });
  };
  const flood = () => {
    const begun = performance.now();
    const timer = setInterval(() => {
      const seconds = (performance.now() - begun) / 1_000;
      const due = Math.min(SECONDS, seconds) * EVENTS_PER_SECOND;
      while (told < due) tell();
      if (seconds < SECONDS) return;
      clearInterval(timer);
      process.send({ flooded: told, seconds });
    }, 4);
  };
  process.on('message', (order) => {
    if (order === 'read') process.send({ used: read() });
    if (order === 'flood') flood();
  });
  process.send({ api: discord.api, token: discord.token });
}

async function connect(api, token) {
  const { Client, Events, GatewayIntentBits, Options } = await import('discord.js');
  const read = meter();
  const none = { maxSize: 0, keepOverLimit: (one) => one.id === one.client.user.id };
  const makeCache = Options.cacheWithLimits({
    ...Options.DefaultMakeCacheSettings,
    GuildMemberManager: none,
    MessageManager: 0,
    PresenceManager: 0,
    UserManager: none,
  });
  const { Guilds, GuildMessages } = GatewayIntentBits;
  const client = new Client({
    intents: [Guilds, GuildMessages],
    shardCount: SHARDS,
    makeCache,
    rest: { api, version: '10' },
  });
  let events = 0;
  client.on(Events.MessageCreate, () => (events += 1));
  client.on(Events.ChannelUpdate, () => (events += 1));
  process.on('message', (order) => {
    if (order === 'read') process.send({ used: read(), events });
  });
  const begun = performance.now();
  client.once(Events.ClientReady, () => {
    process.send({
      readyMs: performance.now() - begun,
      guilds: client.guilds.cache.filter((one) => one.available).size,
    });
  });
  await client.login(token);
}

function child(...args) {
  const made = fork(self, args);
  const asked = async (order) => {
    made.send(order);
    return (await once(made, 'message'))[0];
  };
  return { process: made, asked, heard: async () => (await once(made, 'message'))[0] };
}

const row = (...cells) => console.log(cells.map((cell, index) => String(cell).padEnd(index === 0 ? 34 : 16)).join(''));
const mb = (value) => `${Math.round(value)} MB`;

async function measure() {
  const server = child('serve');
  const children = [server];
  const stop = () => children.forEach((one) => one.process.kill('SIGKILL'));
  process.once('exit', stop);
  setTimeout(() => {
    console.error(`Not done after ${DEADLINE_MS / 1_000} s`);
    process.exit(1);
  }, DEADLINE_MS).unref();
  const { api, token } = await server.heard();
  const begun = (await server.asked('read')).used;
  const client = child('connect', api, token);
  children.push(client);
  const { readyMs, guilds } = await client.heard();
  const [atServer, atClient] = [(await server.asked('read')).used, (await client.asked('read')).used];
  const { flooded, seconds } = await server.asked('flood');
  const [busyServer, busyClient] = [await server.asked('read'), await client.asked('read')];
  row(`${guilds} guilds on ${SHARDS} shards`, 'Discord', 'discord.js');
  row('start (CPU, peak memory)', `${begun.cpuSeconds.toFixed(1)} s, ${mb(begun.peakMb)}`, '');
  row('until ready (wall)', '', `${(readyMs / 1_000).toFixed(1)} s`);
  row('until ready (CPU)', `${atServer.cpuSeconds.toFixed(1)} s`, `${atClient.cpuSeconds.toFixed(1)} s`);
  row('until ready (peak memory)', mb(atServer.peakMb), mb(atClient.peakMb));
  row(`${Math.round(flooded / seconds)} events/s for ${Math.round(seconds)} s`, flooded, `${busyClient.events} heard`);
  const share = ({ used }) => `${((used.cpuSeconds / seconds) * 100).toFixed(0)} %`;
  row('share of one core', share(busyServer), share(busyClient));
  row('peak memory', mb(busyServer.used.peakMb), mb(busyClient.used.peakMb));
  row('aim of the server', '<= 300 MB, 50 %', '');
  process.exit(0);
}

const [role, ...args] = process.argv.slice(2);
await (role === 'serve' ? serve() : role === 'connect' ? connect(...args) : measure());
