/**
 * What pages and the status of the API cost beside node:http alone sending the same bytes, in turn in one run, and what
 * 1,000 readers of a live page cost. The bot is real and signed in; its Discord and the load are on another core.
 * Usage: npm run bench:http [-- --slots 6 --seconds 4 --readers 1000 --quick]. Aims: 2.2 times the CPU of node:http for
 * a page, 2 times for the API, a 99th percentile of 20 ms; 30 KB and 5 % of a core for the readers.
 */
import { Buffer } from 'node:buffer';
import { get } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { freePort, here, pinned, start, storeFolder } from './bench/children.mjs';
import { best, slot } from './bench/http-load.mjs';
import { streamReaders } from './bench/stream-readers.mjs';

const { EmbeddedDiscord } = await import(join(import.meta.dirname, '../dist/embedded-discord/embedded-discord.js'));
const { values: given } = parseArgs({
  options: {
    slots: { type: 'string', default: '6' },
    seconds: { type: 'string', default: '4' },
    readers: { type: 'string', default: '1000' },
    quick: { type: 'boolean', default: false },
  },
});
const [slots, seconds] = given.quick ? [2, 1] : [Number(given.slots), Number(given.seconds)];
const CONNECTIONS = 64;
const MADE_BY_NODE = ['date', 'connection', 'keep-alive'];
const subjects = [
  { name: 'Overview', path: '/', accept: 'text/html' },
  { name: 'Status', path: '/status', accept: 'text/html' },
  { name: 'GET /api/v1/status', path: '/api/v1/status', accept: 'application/json' },
];
const headersOf = ({ accept }, encoding) => ({ accept, 'accept-encoding': encoding });

/** The answer as it comes over the wire. */
function answer(url, headers) {
  return new Promise((resolve, reject) => {
    get(url, { headers }, (response) => {
      const chunks = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('end', () => {
        const sent = Object.entries(response.headers).filter(([name]) => !MADE_BY_NODE.includes(name));
        const [status, headers] = [response.statusCode, Object.fromEntries(sent)];
        resolve({ status, headers, body: Buffer.concat(chunks) });
      });
    }).on('error', reject);
  });
}

async function startOurs(discord) {
  const { path: dataDir, remove } = storeFolder();
  const port = await freePort();
  const address = { DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.api, PORT: String(port), DATA_DIR: dataDir };
  const child = start('subject', ['--import', here('probe.mjs'), here('../../dist/main.js')], {
    ...address,
    PUBLIC_VIEW: 'full',
    SSE_PER_ADDRESS: '100000',
  });
  const url = `http://127.0.0.1:${port}`;
  await child.heard();
  for (;;) {
    const status = await answer(`${url}/api/v1/status`, {}).catch(() => null);
    if (status?.status === 200 && JSON.parse(status.body).verdict === 'operational') return { ...child, url, remove };
    await sleep(200);
  }
}

async function startRaw(ours, encoding) {
  const answers = [];
  for (const subject of subjects) {
    const { headers, body } = await answer(ours.url + subject.path, headersOf(subject, encoding));
    answers.push({ path: subject.path, headers, body: body.toString('base64') });
  }
  const child = start('subject', [here('raw-http.mjs')], {});
  const { port } = await child.asked(answers);
  return {
    ...child,
    url: `http://127.0.0.1:${port}`,
    sizes: answers.map(({ body }) => Buffer.from(body, 'base64').length),
  };
}

const line = (name, { cpuUs, quartile, perSecond, p50Ms, p99Ms }) =>
  `  ${name.padEnd(10)} ${cpuUs.toFixed(1).padStart(7)} us of CPU (lower quartile ${quartile.toFixed(1)}), ` +
  `${Math.round(perSecond)} requests/s, p50 ${p50Ms} ms, p99 ${p99Ms} ms`;

async function compare(ours, encoding) {
  const raw = await startRaw(ours, encoding);
  for (const [index, subject] of subjects.entries()) {
    const seen = { ours: [], raw: [] };
    const headers = headersOf(subject, encoding);
    for (let turn = 0; turn <= slots; turn++) {
      for (const [name, { url, pid }] of Object.entries({ ours, raw })) {
        const one = await slot({ url: url + subject.path, pid, headers, seconds, connections: CONNECTIONS });
        if (turn > 0) seen[name].push(one); // the first is for warming up
      }
    }
    const [mine, floor] = [best(seen.ours), best(seen.raw)];
    console.log(`${subject.name}, ${raw.sizes[index]} bytes (${encoding}), ${CONNECTIONS} connections`);
    console.log([line('Shardwatch', mine), line('node:http', floor)].join('\n'));
    const [least, quartile] = ['cpuUs', 'quartile'].map((value) => (mine[value] / floor[value]).toFixed(2));
    console.log(`  ratio: ${least} (of the lower quartiles ${quartile})`);
  }
  await raw.end();
}

const discord = await EmbeddedDiscord.start({ traffic: true, mishaps: false });
const ours = await startOurs(discord);
console.log(pinned ? 'The program and node:http have a core of their own.' : 'Nothing could be pinned to a core.');
await compare(ours, 'br');
if (!given.quick) await compare(ours, 'identity');
const count = Number(given.readers);
const collect = () => ours.asked({ order: 'collect' });
const live = { url: `${ours.url}/live/overview`, pid: ours.pid, count, seconds: given.quick ? 5 : 20, collect };
const readers = await streamReaders(live);
console.log(`${count} readers of the Overview, ${Math.round(readers.perSecondEach)} bytes a second each`);
const [held, rss] = [readers.heldEach, readers.rssEach].map((bytes) => (bytes / 1_024).toFixed(1));
console.log(
  `  ${held} KB in use for each, ${rss} KB of the machine; ${(readers.cpuRatio * 100).toFixed(1)} % of a core`,
);
const [median, worst] = [readers.medianMs, readers.worstMs].map((ms) => ms?.toFixed(1) ?? '-');
console.log(
  `  from the first to the last reader: ${median} ms (median of ${readers.changes} changes), ${worst} ms at worst`,
);
await ours.end();
ours.remove();
await discord.stop();
process.exit(0);
