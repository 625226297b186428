/**
 * What measuring each interaction costs, and how many the program can take: CPU per interaction against the same handler
 * without our measuring; 200 a second for 30 s, none of them lost; and the rate at which the acknowledgement p95 passes 1 s.
 * Usage: npm run bench:interactions [-- --quick]. Aim: 50 microseconds. The embedded Discord shares the machine: on few
 * cores it is a part of what the last figure says.
 */
import 'reflect-metadata';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { EmbeddedDiscord } from '../dist/embedded-discord/embedded-discord.js';
import { overhead } from './bench/interaction-overhead.mjs';
import { median } from './bench/statistics.mjs';

const { values: given } = parseArgs({ options: { quick: { type: 'boolean', default: false } } });
const steady = { perSecond: 200, seconds: given.quick ? 5 : 30 };
const climb = { seconds: given.quick ? 3 : 10, factor: 1.5, most: 5_000 };
const PASSED_MS = 1_000;
const CATCHES_UP_S = 60;
/** Milliseconds after which the fate of every use is known. */
const DECIDED_AFTER_MS = 7_000;
const COMMAND = 'dice';

console.log(`load of the machine before: ${loadavg()[0].toFixed(1)}`);
const { measured, bare } = await overhead(given.quick ? 10 : 40);
const [withUs, without] = [median(measured), median(bare)];
console.log(`CPU of one interaction: ${withUs.toFixed(1)} us measured, ${without.toFixed(1)} us not (medians)`);
console.log(`so measuring costs ${(withUs - without).toFixed(1)} us of an interaction (aim: 50)`);

const discord = await EmbeddedDiscord.start({ shards: 1, guilds: 5, traffic: false, mishaps: false, latency: false });
const folder = mkdtempSync(join(tmpdir(), 'shardwatch-bench-'));
const app = spawn(process.execPath, [join(import.meta.dirname, '../dist/main.js')], {
  cwd: tmpdir(),
  stdio: ['ignore', 'pipe', 'inherit'],
  env: {
    ...{ PATH: process.env.PATH, PORT: '0', DATA_DIR: folder, PUBLIC_VIEW: 'full', LOG_FORMAT: 'json' },
    ...{ DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.api, LOG_LEVEL: 'info' },
  },
});
try {
  const url = await addressOf(app);
  await answers();
  await play(50, 3);
  await sleep(DECIDED_AFTER_MS);
  await hold(url);
  await climbUntilSlow();
} finally {
  const ended = once(app, 'exit');
  app.kill('SIGTERM');
  await ended;
  await discord.stop();
  rmSync(folder, { recursive: true, force: true });
}

async function hold(url) {
  const before = await useOf(url);
  const cpuBefore = cpuMsOf(app.pid);
  const times = await play(steady.perSecond, steady.seconds);
  const cpuMs = cpuMsOf(app.pid) - cpuBefore;
  const sent = steady.perSecond * steady.seconds;
  const decided = (use) => use.inTime + use.late + use.missed + use.unknown;
  let after = await useOf(url);
  // A machine that is too slow comes after: what was lost stays lost.
  for (let waited = 0; waited < CATCHES_UP_S && decided(after) - decided(before) < sent; waited++) {
    await sleep(1_000);
    after = await useOf(url);
  }
  console.log(
    `${steady.perSecond}/s for ${steady.seconds} s: ${sent} sent, ${after.uses - before.uses} measured, ` +
      `${decided(after) - decided(before)} with a fate, ${after.late + after.missed - before.late - before.missed} late or missed`,
  );
  console.log(`CPU of the whole program for each: ${(cpuMs / sent).toFixed(2)} ms`);
  console.log(
    `acknowledgement p50 ${share(times, 0.5)} ms, p95 ${share(times, 0.95)} ms, p99 ${share(times, 0.99)} ms`,
  );
}

/** Milliseconds of CPU that a process has used; its ticks are 10 ms. */
function cpuMsOf(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

async function climbUntilSlow() {
  for (let perSecond = steady.perSecond * 2; perSecond <= climb.most; perSecond *= climb.factor) {
    const rate = Math.round(perSecond);
    const times = await play(rate, climb.seconds);
    const p95 = share(times, 0.95);
    console.log(`${rate}/s for ${climb.seconds} s: acknowledgement p95 ${p95} ms`);
    if (p95 > PASSED_MS) return console.log(`the p95 passes ${PASSED_MS} ms at ${rate}/s`);
    await sleep(2_000);
  }
  console.log(`the p95 does not pass ${PASSED_MS} ms up to ${climb.most}/s`);
}

/** Uses the command so often; gives the milliseconds to each acknowledgement, those without one as infinitely many. */
async function play(perSecond, seconds) {
  const begun = performance.now();
  const replies = [];
  for (let sent = 0; sent < perSecond * seconds;) {
    const due = Math.min(perSecond * seconds, Math.floor(((performance.now() - begun) / 1_000) * perSecond));
    for (; sent < due; sent++)
      replies.push(
        discord.invoke(COMMAND).then(
          (reply) => reply.acknowledgedAfterMs,
          () => Infinity,
        ),
      );
    await sleep(5);
  }
  return Promise.all(replies);
}

function share(times, part) {
  return [...times].sort((a, b) => a - b)[Math.max(0, Math.ceil(part * times.length) - 1)];
}

async function useOf(url) {
  const { items } = await (await fetch(`${url}/api/v1/commands?limit=200`)).json();
  const none = { uses: 0, inTime: 0, late: 0, missed: 0, unknown: 0 };
  return items.find(({ name }) => name === `/${COMMAND}`)?.sinceStart ?? none;
}

function addressOf({ stdout }) {
  return new Promise((resolve) => {
    let text = '';
    stdout.on('data', (chunk) => {
      text = `${text}${chunk}`.slice(-4_000);
      const found = /The dashboard is at (http:\/\/[^\s/"]+)/.exec(text);
      if (found) resolve(found[1]);
    });
  });
}

async function answers() {
  for (;;) {
    const isThere = await discord.invoke(COMMAND).then(
      () => true,
      () => false,
    );
    if (isThere) return;
    await sleep(200);
  }
}
