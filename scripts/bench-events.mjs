/**
 * What a full event log costs: the size of the store with 100,000 lines, and how long questions to it take.
 * Usage: npm run bench:events; with DATABASE_URL in PostgreSQL. Aim: every usual question in at most 50 ms.
 */
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventSettings } from '../dist/config/event.settings.js';
import { firstIdAt, logLevels } from '../dist/model/log-entry.js';
import { everyEntry } from '../dist/model/log-filter.js';
import { EventBook } from '../dist/store/event.book.js';
import { LibsqlPlace } from '../dist/store/libsql.place.js';
import { PostgresPlace } from '../dist/store/postgres.place.js';
import { Store } from '../dist/store/store.js';
import { seeded } from './bench/random.mjs';
import { median } from './bench/statistics.mjs';

const AT_ONCE = 100;
const RUNS = 9;
const EVERY_MS = 10_000;
const random = seeded(1);
const { lines } = new EventSettings();
const start = Date.now() - lines * EVERY_MS;

/** Mostly commands, some trouble: one line in 500 is an error. */
function entry(number) {
  const level = number % 500 === 0 ? 'error' : logLevels[1 + (random.upTo(20) === 0 ? 1 : 0)];
  const guild = 100_000 + random.upTo(5_000);
  const isCommand = level === 'info';
  return {
    id: firstIdAt(start + number * EVERY_MS),
    level,
    source: isCommand ? 'command' : 'gateway',
    shardId: guild % 16,
    guildId: `118740229184${guild}`,
    guildName: `The Server of Harbour ${guild}`,
    subject: isCommand ? '/leaderboard' : null,
    text: isCommand ? `answered after ${random.upTo(900)} ms` : `Lost its connection: close code ${4_000 + number}`,
    detail: { outcome: 'acknowledged', acknowledgedAfterMs: random.upTo(900) },
  };
}

async function timed(action) {
  const took = [];
  let found;
  for (let run = 0; run < RUNS; run++) {
    const begun = performance.now();
    found = await action();
    took.push(performance.now() - begun);
  }
  return { found, ms: median(took), worstMs: Math.max(...took) };
}

const folder = mkdtempSync(join(tmpdir(), 'shardwatch-bench-'));
const { DATABASE_URL: database } = process.env;
const store = await Store.open(database ? new PostgresPlace(database, '1') : new LibsqlPlace(folder, '1'));
const book = new EventBook(store);
const begun = performance.now();
for (let from = 0; from < lines; from += AT_ONCE)
  await book.add(Array.from({ length: AT_ONCE }, (_, at) => entry(from + at)));
console.log(`${lines} lines written in ${((performance.now() - begun) / 1_000).toFixed(1)} s`);

const middle = start + (lines / 2) * EVERY_MS;
const questions = {
  'the newest': {},
  'warnings and worse': { level: 'warn' },
  'errors, one in 500': { level: 'error' },
  'errors of one shard': { level: 'error', shardId: 8 },
  'a source': { source: 'gateway' },
  'a source without a line': { source: 'action' },
  'a shard': { shardId: 3 },
  'a server by its id': { guild: '118740229184100042' },
  'a server by its name': { guild: 'harbour 100042' },
  'a server that is not there': { guild: 'nowhere' },
  'a text that is often there': { text: 'leaderboard' },
  'a text that is there once': { text: 'close code 4500' },
  'a text that is not there': { text: 'econnrefused' },
  'an hour in the middle': { from: middle, until: middle + 3_600_000 },
  'errors before the middle': { level: 'error', until: middle },
};
for (const [name, filter] of Object.entries(questions)) {
  const question = { filter: { ...everyEntry, ...filter }, before: null, most: 51 };
  const { found, ms, worstMs } = await timed(() => book.search(question));
  const figures = `${String(found.length).padStart(3)} lines  ${ms.toFixed(1)} ms (worst ${worstMs.toFixed(1)})`;
  console.log(`${name.padEnd(30)}${figures}`);
}
const behind = await timed(() => book.idBehind(lines - 1));
console.log(`${'where there is too much'.padEnd(30)}           ${behind.ms.toFixed(1)} ms`);
await store.close();
if (!database) {
  const bytes = readdirSync(folder).reduce((sum, file) => sum + statSync(join(folder, file)).size, 0);
  console.log(`size of the store: ${(bytes / 1e6).toFixed(0)} MB`);
}
rmSync(folder, { recursive: true });
