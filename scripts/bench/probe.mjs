/**
 * Loaded before either subject (`node --import`): counts the events of the stream in discord.js's `raw` event, the first
 * that a user of the library may hear, and reads this process's own clocks. The same for both, told by messages.
 */
import { writeFileSync } from 'node:fs';
import { Session } from 'node:inspector';
import { clearInterval, setImmediate, setInterval } from 'node:timers';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Client } from './client-of-subject.mjs';
import { monotonicMs } from './clock.mjs';
import { median } from './statistics.mjs';

const SAMPLE_MEMORY_EVERY_MS = 200;
const cpuUs = ({ user, system }) => user + system;

/** What is being watched now: so many events, their lag, and the clocks since the first of them. */
let watch = null;

function heard({ sentAt }) {
  if (sentAt === undefined || !watch) return;
  if (watch.count === 0) begin(watch);
  if (watch.lags) watch.lags[watch.count] = monotonicMs() - Number(sentAt);
  watch.count += 1;
  if (watch.count === watch.events) setImmediate(end, watch);
}

function begin(one) {
  one.cpu = process.cpuUsage();
  one.at = monotonicMs();
  one.sampler = setInterval(() => one.memory.push(process.memoryUsage.rss()), SAMPLE_MEMORY_EVERY_MS);
}

function end(one) {
  const cpu = cpuUs(process.cpuUsage(one.cpu));
  const wallMs = monotonicMs() - one.at;
  clearInterval(one.sampler);
  watch = null;
  const lagsMs = one.lags && Array.from(one.lags, (lagMs) => Math.round(lagMs * 100) / 100);
  process.send({ cpuUs: cpu, wallMs, events: one.events, rssBytes: median(one.memory), lagsMs });
}

async function idle({ ms }) {
  const [before, at] = [process.cpuUsage(), monotonicMs()];
  await new Promise((resolve) => setTimeout(resolve, ms));
  process.send({ cpuRatio: cpuUs(process.cpuUsage(before)) / 1_000 / (monotonicMs() - at) });
}

/** What is still in use after full collections. */
function collect() {
  setFlagsFromString('--expose-gc');
  const gc = runInNewContext('gc');
  gc();
  gc();
  const { heapUsed, external, rss } = process.memoryUsage();
  process.send({ heldBytes: heapUsed + external, rssBytes: rss });
}

const session = new Session();
function profile({ path }) {
  session.connect();
  session.post('Profiler.enable');
  session.post('Profiler.setSamplingInterval', { interval: 200 });
  session.post('Profiler.start', () => process.send({}));
  process.once('bench:profiled', () => {
    session.post('Profiler.stop', (_error, { profile: taken }) => {
      writeFileSync(path, JSON.stringify(taken));
      session.disconnect();
      process.send({});
    });
  });
}

const orders = {
  watch({ events, lags }) {
    watch = { events, count: 0, lags: lags ? new Float64Array(events) : null, memory: [] };
    process.send({});
  },
  idle,
  collect,
  profile,
  profiled: () => process.emit('bench:profiled'),
};
process.on('message', ({ order, ...rest }) => void orders[order](rest));

const { login } = Client.prototype;
let isWatched = false;
Client.prototype.login = function (...args) {
  if (!isWatched) {
    isWatched = true;
    this.on('raw', heard);
    this.once('clientReady', () => process.send({ isReady: true }));
  }
  return login.apply(this, args);
};
