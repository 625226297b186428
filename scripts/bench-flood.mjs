/**
 * How many events a second the program takes before their delivery is late: the lag from the source's clock to discord.js's
 * `raw` event, beside a bare client with the same options, at a rate that rises until its 99th percentile passes 50 ms.
 * Usage: npm run bench:flood [-- --seconds 2 --most 40000]. Aim: 25,000 a second on one core. The better of two tries counts.
 */
import { parseArgs } from 'node:util';
import { pinned } from './bench/children.mjs';
import { openSource } from './bench/pair.mjs';
import { quantile } from './bench/statistics.mjs';

const { values: given } = parseArgs({
  options: { seconds: { type: 'string', default: '2' }, most: { type: 'string', default: '40000' } },
});
const RATES = [2_000, 4_000, 8_000, 12_000, 16_000, 20_000, 25_000, 28_000, 32_000, 36_000, 40_000];
const WARM_UP_EVENTS = 60_000;
const TRIES = 2;
const LATE_MS = 50;

const source = await openSource();
const { end, ...subjects } = await source.startPair();
for (const subject of Object.values(subjects)) await source.flow(subject, { events: WARM_UP_EVENTS });
console.log(pinned ? 'Discord and the subjects have a core each' : 'Not pinned to cores: expect more noise');

/** The lag of a try in which the source kept its own time, if there is one. */
async function lagAt(subject, perSecond) {
  const tries = [];
  for (let one = 0; one < TRIES; one++) {
    const { lagsMs, lateMs } = await source.flow(subject, {
      ...{ perSecond, lags: true },
      events: Math.round(perSecond * Number(given.seconds)),
    });
    tries.push({ p99Ms: quantile(lagsMs, 0.99), lateMs });
    if (tries.at(-1).p99Ms <= LATE_MS) break;
  }
  return tries.toSorted((a, b) => a.p99Ms - b.p99Ms)[0];
}

const keptUp = { app: 0, bare: 0 };
for (const perSecond of RATES.filter((rate) => rate <= Number(given.most))) {
  const words = [];
  for (const [name, subject] of Object.entries(subjects)) {
    const { p99Ms, lateMs } = await lagAt(subject, perSecond);
    if (p99Ms <= LATE_MS) keptUp[name] = perSecond;
    words.push(`${name} ${p99Ms.toFixed(1)} ms (the source itself ${lateMs.toFixed(1)})`);
  }
  console.log(`${String(perSecond).padStart(6)} a second: lag p99 ${words.join(', ')}`);
  if (Object.values(keptUp).every((rate) => rate < perSecond)) break;
}
console.log(`in time up to ${keptUp.app} events a second, bare up to ${keptUp.bare}`);
await end();
await source.end();
process.exit(0);
