/**
 * A process that says just as much of Discord as the benchmark needs, so that it never is the bottleneck: sign-in, REST,
 * and the prepared stream at a set rate. Told by messages of its parent; `flow` sends, and is answered when all is sent.
 */
import { setImmediate, setInterval, clearInterval } from 'node:timers';
import { monotonicMs } from './clock.mjs';
import { commandInteraction } from './events.mjs';
import { preparedFrames, snowflakeNow, streamOf } from './frames.mjs';
import { BOT, guildCreate, guildsOf } from './guilds.mjs';
import { openGateway } from './source-gateway.mjs';
import { openRest } from './source-rest.mjs';
import { seeded } from './random.mjs';
import { quantile } from './statistics.mjs';

const SEED = 1;
/** Bytes on their way to one client, above which the stream waits for it. */
const MOST_WAITING = 256 * 1_024;
/** Events between two looks at what waits. */
const BATCH = 20;
/** Milliseconds that an answer to an interaction may take; then it counts as none. */
const ANSWER_WITHIN_MS = 3_000;

const random = seeded(SEED);
const guilds = guildsOf(SEED);
const frames = preparedFrames(guilds, SEED);
const greetings = guilds.map((guild) =>
  JSON.stringify({ t: 'GUILD_CREATE', s: 2, op: 0, d: guildCreate(guild, random) }),
);
const streams = new Map();
const asked = new Map();
const answers = [];

const rest = await openRest({
  onCallback: (token) => {
    if (asked.has(token)) answers.push(monotonicMs() - asked.get(token));
    asked.delete(token);
  },
});
const gateway = openGateway(rest.server, { guilds, greetings });
rest.gatewayUrl = gateway.url;

function send(client) {
  if (!streams.has(client)) streams.set(client, streamOf(frames));
  client.send(streams.get(client).next(), { binary: false });
}

function interact(client, name) {
  const [id, token] = [snowflakeNow(), `bench-${answers.length + asked.size}-${Math.random()}`];
  const d = commandInteraction({ id, token, applicationId: BOT.id, guild: random.pick(guilds), name });
  asked.set(token, monotonicMs());
  client.send(JSON.stringify({ t: 'INTERACTION_CREATE', s: 1_000_000, op: 0, d }));
}

/** As many as the client takes. */
function flood(client, events) {
  return new Promise((resolve) => {
    let told = 0;
    const go = () => {
      while (told < events && client.bufferedAmount < MOST_WAITING)
        for (let at = 0; at < BATCH; at++, told++) send(client);
      if (told >= events) resolve({ lateMs: null });
      else setImmediate(go);
    };
    go();
  });
}

/** `perSecond` events a second, evenly; says how late the source itself was, in milliseconds, in the worst hundredth. */
function pace(client, { events, perSecond, interactionsPerSecond = 0, command = 'ping' }) {
  return new Promise((resolve) => {
    const begunAt = monotonicMs();
    const late = [];
    let [told, interactions] = [0, 0];
    const timer = setInterval(() => {
      const seconds = (monotonicMs() - begunAt) / 1_000;
      const due = Math.min(events, Math.floor(seconds * perSecond));
      late.push((seconds - told / perSecond) * 1_000);
      for (; told < due; told++) send(client);
      for (; interactions < Math.floor(seconds * interactionsPerSecond); interactions++) interact(client, command);
      if (told < events) return;
      clearInterval(timer);
      resolve({ lateMs: quantile(late, 0.99) });
    }, 1);
  });
}

async function answered() {
  const until = monotonicMs() + ANSWER_WITHIN_MS;
  while (asked.size > 0 && monotonicMs() < until) await new Promise((resolve) => setTimeout(resolve, 20));
  const unanswered = asked.size;
  asked.clear();
  return { answersMs: answers.splice(0), unanswered };
}

process.on('message', async ({ to, ...flow }) => {
  const client = gateway.clients.get(to);
  if (!client) return process.send({ error: `${to} has no connection any more` });
  const sent = flow.perSecond ? await pace(client, flow) : await flood(client, flow.events);
  process.send({ ...sent, ...(await answered()) });
});
const sizes = frames.map(({ bytes }) => bytes.length);
process.send({
  api: rest.api,
  stream: {
    guilds: guilds.length,
    meanBytes: Math.round(sizes.reduce((sum, size) => sum + size, 0) / sizes.length),
    guildBytes: greetings[0].length,
  },
});
