/**
 * What a restart costs: our program with 10,000 servers starts anew, is stopped, and takes its sessions up again; with
 * each CACHE, beside a bare discord.js with the same options. Then 64 shards of 1,000 servers each, in one process.
 * Usage: npm run bench:restart [-- --runs N] [--quick] [--json]. The ratios and the longest waits are what to trust.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { readSettings } from '../dist/app.settings.js';
import { freePort, here, pinned, start, storeFolder } from './bench/children.mjs';
import { monotonicMs } from './bench/clock.mjs';
import { median } from './bench/statistics.mjs';

const { values: given } = parseArgs({
  options: {
    runs: { type: 'string' },
    quick: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
});
const { quick } = given;
const runs = Number(given.runs ?? (quick ? 1 : 3));
const scenes = [
  { guilds: quick ? 200 : 10_000, shards: quick ? 2 : 10, cache: 'lean' },
  { guilds: quick ? 200 : 10_000, shards: quick ? 2 : 10, cache: 'full' },
  { guilds: quick ? 400 : 64_000, shards: quick ? 4 : 64, cache: 'lean' },
];
/** Milliseconds: what the start leaves to be done and written is then over. */
const SETTLE_MS = 5_000;
const LOOK_EVERY_MS = 25;
const PROBE = ['--import', here('restart-probe.mjs')];

async function answers(url) {
  while (!(await fetch(url).catch(() => null))?.ok) await sleep(LOOK_EVERY_MS);
  return monotonicMs();
}

/** One start of our program on a store, until it says that every shard answers. */
async function life({ discord, cache, dataDir }) {
  const { api, token } = discord;
  const port = await freePort();
  const env = {
    DISCORD_TOKEN: token,
    DISCORD_API_URL: api,
    CACHE: cache,
    DATA_DIR: dataDir,
    PORT: String(port),
    PUBLIC_VIEW: 'full',
  };
  const [before, begunAt] = [await discord.asked({ order: 'counts' }), monotonicMs()];
  const child = start('subject', [...PROBE, here('../../dist/main.js')], env);
  const operationalAt = await answers(`http://127.0.0.1:${port}/health/bot`);
  const served = await discord.asked({ order: 'served' });
  await sleep(SETTLE_MS);
  const found = {
    ...(await figures(child)),
    operationalMs: operationalAt - begunAt,
    begunAt,
    servedAt: served.at,
    identifies: served.identifies - before.identifies,
    resumes: served.resumes - before.resumes,
  };
  return { found, end: child.end };
}

async function figures(child) {
  const seen = await child.asked({ order: 'seen' });
  return { ...seen, readyMs: seen.readyAt - seen.signedInAt, ...(await child.asked({ order: 'memory' })) };
}

/** A bare client that begins new sessions, as it always does. */
async function bareLife({ discord: { api, token }, cache }) {
  const settings = Object.assign({}, ...readSettings({ DISCORD_TOKEN: token, CACHE: cache }));
  const known = { ...settings, token, apiUrl: api, mode: 'real' };
  const env = { BENCH_BARE: JSON.stringify(known, (_key, value) => value ?? null) };
  const child = start('subject', [...PROBE, here('bare.mjs')], env);
  let seen = { readyAt: null };
  while (seen.readyAt === null) {
    await sleep(LOOK_EVERY_MS);
    seen = await child.asked({ order: 'seen' });
  }
  await sleep(SETTLE_MS);
  const found = await figures(child);
  await child.end();
  return found;
}

/** Starts anew, is stopped as wished, and is started again. */
async function restart(scene, signal) {
  const store = storeFolder();
  const fresh = await life({ ...scene, dataDir: store.path });
  const leftAt = monotonicMs();
  await fresh.end(signal);
  const endedAt = monotonicMs();
  const resumed = await life({ ...scene, dataDir: store.path });
  await resumed.end();
  store.remove();
  const gapMs = resumed.found.servedAt - leftAt;
  return { fresh: fresh.found, resumed: { ...resumed.found, gapMs, stopMs: endedAt - leftAt } };
}

async function measure({ guilds, shards, cache }) {
  const child = start('source', [here('restart-discord.mjs')], { BENCH_DISCORD: JSON.stringify({ guilds, shards }) });
  const discord = { ...child, ...(await child.heard()) };
  const lives = { bare: [], fresh: [], resumed: [], killed: [] };
  for (let run = 0; run < runs; run++) {
    say(`\r${guilds} servers on ${shards} shards, ${cache}: run ${run + 1} of ${runs} `);
    const scene = { discord, cache };
    lives.bare.push(await bareLife(scene));
    const stopped = await restart(scene, 'SIGTERM');
    const killed = await restart(scene, 'SIGKILL');
    lives.fresh.push(stopped.fresh, killed.fresh);
    lives.resumed.push(stopped.resumed);
    lives.killed.push(killed.resumed);
  }
  await child.end();
  return { guilds, shards, cache, lives };
}

const NAMES = ['bare', 'fresh', 'resumed', 'killed'];
const row = (...cells) => console.log(cells.map((cell, at) => String(cell).padEnd(at === 0 ? 40 : 12)).join(''));

function print({ guilds, shards, cache, lives }) {
  const cells = (key, unit = 1) =>
    NAMES.map((name) => {
      const values = lives[name].map((one) => one[key]).filter((value) => value !== undefined);
      return values.length === 0 ? '' : Math.round(median(values) / unit);
    });
  const most = (key) => NAMES.map((name) => Math.round(Math.max(...lives[name].map((one) => one[key]))));
  row(`\n${guilds} servers, ${shards} shards, ${cache}`, 'bare', 'fresh', 'SIGTERM', 'SIGKILL');
  row('the library ready, ms from its sign-in', ...cells('readyMs'));
  row('operational, ms from the start', ...cells('operationalMs'));
  row('stop to served again, ms', ...cells('gapMs'));
  row('  of it the stop', ...cells('stopMs'));
  row('longest wait of the event loop, ms', ...most('longestWaitMs'));
  row('longest garbage collection, ms', ...most('longestCollectionMs'));
  row('most memory, MB', ...cells('mostBytes', 1e6));
  row('memory afterwards, MB', ...cells('rssBytes', 1e6));
  row('in use after full collections, MB', ...cells('heldBytes', 1e6));
  row('IDENTIFYs', ...cells('identifies'));
  row('RESUMEs', ...cells('resumes'));
}

const say = (text) => given.json || process.stderr.write(text);
const found = [];
for (const scene of scenes) found.push(await measure(scene));
say('\n');
if (quick) say('A smoke run: its figures say nothing\n');
if (given.json) {
  console.log(JSON.stringify({ node: process.version, isPinned: pinned !== null, runs, found }));
} else {
  console.log(`Median of ${runs}; ${pinned ? 'Discord and the subject have a core each' : 'not pinned to cores'}`);
  found.forEach(print);
}
