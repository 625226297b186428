/**
 * What our program costs beside a bare discord.js client with the same options, on the same stream of events: CPU per
 * event and memory, the lag of delivery at 8,000 events a second, and the time to the callback of an interaction.
 * Usage: npm run bench:overhead [-- --pairs N] [--quick] [--json] [--profile FOLDER] [--control]
 * Aims: at most 5 % more CPU an event, at most 100 MB more memory. The ratios are what to trust.
 */
import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { pinned, startApp, startBare } from './bench/children.mjs';
import { print, results } from './bench/overhead-report.mjs';
import { ownTime } from './bench/own-time.mjs';
import { openSource } from './bench/pair.mjs';

const { values: given } = parseArgs({
  options: {
    pairs: { type: 'string' },
    quick: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    profile: { type: 'string' },
    /** Bare beside bare: what this benchmark finds where there is nothing to find. */
    control: { type: 'boolean', default: false },
  },
});
const { quick } = given;
const plan = {
  pairs: Number(given.pairs ?? (quick ? 2 : 15)),
  /** Events as fast as they are taken, before anything is measured; another number in each pair, so that collections of
   * the whole heap fall elsewhere in what is measured. */
  warmUpEvents: quick ? [5_000] : [30_000, 33_000, 36_000, 39_000, 42_000],
  /** All is measured in short slices, in turn (ABBA and so on): what disturbs the machine then disturbs both. */
  cpu: { slices: quick ? 2 : 12, events: 2_500, perSecond: 5_000 },
  lag: { slices: 2, events: 8_000, perSecond: 8_000 },
  // discord.js allows itself 50 requests a second and /ping needs two: far below, so that a pause does not end in that limit.
  interactions: { slices: 3, events: 5_000, perSecond: 5_000, interactionsPerSecond: 10 },
  idle: { slices: 3, ms: quick ? 2_000 : 10_000 },
};
const PROFILED_EVENTS = 40_000;

const source = await openSource();
const { flow, stream } = source;
const starts = { app: given.control ? startBare : startApp, bare: startBare };
const ORDER = ['app', 'bare'];
const startPair = (order = ORDER) => source.startPair({ order, starts });

async function measurePair(index) {
  const order = index % 2 === 0 ? ORDER : ORDER.toReversed();
  const { end, ...subjects } = await startPair(order);
  const found = { app: {}, bare: {} };
  const events = plan.warmUpEvents[index % plan.warmUpEvents.length];
  for (const name of order) await flow(subjects[name], { events });
  for (const stage of ['cpu', 'lag', 'interactions']) {
    const inTurn = (slice) => (slice % 2 === 0 ? order : order.toReversed());
    const turns = Array.from({ length: plan[stage].slices }, (_, slice) => inTurn(slice)).flat();
    for (const name of order) found[name][stage] = [];
    for (const name of turns)
      found[name][stage].push(await flow(subjects[name], { ...plan[stage], lags: stage === 'lag' }));
  }
  for (const name of order) found[name].collected = await subjects[name].asked({ order: 'collect' });
  await end();
  return found;
}

async function measureIdle() {
  const { end, ...subjects } = await startPair();
  const found = { app: [], bare: [] };
  for (let slice = 0; slice < plan.idle.slices; slice++) {
    const asked = Object.entries(subjects).map(async ([name, subject]) => {
      found[name].push((await subject.asked({ order: 'idle', ms: plan.idle.ms })).cpuRatio);
    });
    await Promise.all(asked);
  }
  await end();
  return found;
}

/** Where the time goes, as .cpuprofile files for the developer tools of Chrome; beside the figures, never among them. */
async function profilePair(folder) {
  mkdirSync(folder, { recursive: true });
  const { end, ...subjects } = await startPair();
  for (const [name, subject] of Object.entries(subjects)) {
    await flow(subject, { events: plan.warmUpEvents[0] });
    await subject.asked({ order: 'profile', path: resolve(folder, `${name}.cpuprofile`) });
    await flow(subject, { ...plan.cpu, events: PROFILED_EVENTS });
    await subject.asked({ order: 'profiled' });
  }
  await end();
  const { inAll, byFolder } = ownTime(resolve(folder, 'app.cpuprofile'), PROFILED_EVENTS);
  const parts = byFolder.map(([name, ns]) => `${name} ${Math.round(ns)}`).join(', ');
  say(`in code of our own: ${Math.round(inAll)} ns an event (${parts})\n`);
}

const say = (text) => given.json || process.stderr.write(text);
const pairs = [];
for (let index = 0; index < plan.pairs; index++) {
  say(`\rpair ${index + 1} of ${plan.pairs} `);
  pairs.push(await measurePair(index));
}
say('\ridle          \r');
if (quick) say('A smoke run: its figures say nothing\n');
const found = results(pairs, await measureIdle());
if (given.profile) await profilePair(given.profile);
await source.end();
if (given.json)
  console.log(JSON.stringify({ node: process.version, isPinned: pinned !== null, plan, stream, ...found }));
else print(found, { plan, stream, pinned });
