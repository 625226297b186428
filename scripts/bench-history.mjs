/**
 * What a year of history costs, in a file and in PostgreSQL: the size of the store with the default settings, and how
 * long questions to it take. A question stands beside the same rows as text, without a point being made of them.
 * Usage: npm run bench:history [-- --shards 16]. Aims: below 200 MB; 90 days in at most 50 ms.
 */
import 'reflect-metadata';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { sql } from 'kysely';
import { HistorySettings } from '../dist/config/history.settings.js';
import { historyAnswer } from '../dist/faces/api/history.answer.js';
import { spanOf } from '../dist/model/history.js';
import { histogramOf } from '../dist/model/histogram.js';
import { HistoryReader } from '../dist/monitor/history.reader.js';
import { HistoryBook } from '../dist/store/history.book.js';
import { LibsqlPlace } from '../dist/store/libsql.place.js';
import { PostgresPlace } from '../dist/store/postgres.place.js';
import { Store } from '../dist/store/store.js';
import { postgresUrl } from './bench/postgres.mjs';
import { seeded } from './bench/random.mjs';
import { median } from './bench/statistics.mjs';

const { values: given } = parseArgs({ options: { shards: { type: 'string', default: '16' } } });
const shards = Number(given.shards);
const DAY = spanOf['1d'];
const POINTS_AT_ONCE = 100;
const RUNS = 9;
const random = seeded(1);
const now = Math.floor(Date.now() / DAY) * DAY;

/** A point of an ordinary bot; the longer the span, the more classes its histograms have. */
function point(from, span) {
  const commands = Math.min(400, Math.ceil(span / 10_000) * 2);
  const took = (count, ms) => histogramOf(Array.from({ length: count }, () => ms + random.upTo(ms * 4)));
  const many = () => random.upTo(100_000);
  return {
    from,
    observedMs: span,
    answeredMs: span,
    verdict: 'operational',
    latency: took(Math.min(400, shards * Math.ceil(span / 10_000)), 40),
    acknowledgement: took(commands, 60),
    counts: {
      ...{ events: many(), interactions: commands, missedInteractions: 0, errors: 0, requests: many(), cpuMs: many() },
      ...{ failedRequests: 0, identifies: 0, resumes: 1, blindMs: 0 },
    },
    levels: {
      ...{ guilds: 12_345, unavailableGuilds: 0, rssBytes: 250e6 + many(), heapUsedBytes: 90e6 + many() },
      ...{ eventLoopLagMs: random.upTo(90) / 10, sessionStartsLeft: 987, invalidRequests: 0, requestsPerSecond: 12 },
    },
    shards: Array.from({ length: shards }, (_, id) => ({ id, answeredRatio: 1, latencyMs: 40 + random.upTo(80) })),
  };
}

async function fill(book) {
  const settings = new HistorySettings();
  const days = { '10s': settings.tenSecondDays, '1min': settings.minuteDays, '15min': settings.quarterDays, '1d': 365 };
  let rows = 0;
  for (const [resolution, kept] of Object.entries(days)) {
    const span = spanOf[resolution];
    for (let from = now - kept * DAY; from < now; from += POINTS_AT_ONCE * span) {
      const count = Math.min(POINTS_AT_ONCE, Math.ceil((now - from) / span));
      await book.add(
        resolution,
        Array.from({ length: count }, (_, at) => point(from + at * span, span)),
      );
      rows += count;
    }
  }
  return rows;
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

const LATENCY = ['at', 'latencyP50Ms', 'latencyP95Ms'];
const days = (count) => ({ from: now - count * DAY, until: now, most: 2_000 });
/** Questions to the history; `fields` of each point are made into an answer, as the API does. */
const questions = [
  { name: 'the chart of an hour', wish: { ...days(1 / 24), resolution: '10s' }, fields: LATENCY },
  { name: 'the chart of a day', wish: { ...days(1), resolution: '1min' }, fields: LATENCY },
  { name: 'the chart of a week', wish: { ...days(7), resolution: '15min' }, fields: LATENCY },
  { name: 'the chart of 90 days', wish: { ...days(90), resolution: '1d' }, fields: LATENCY },
  { name: 'availability, 90 days', wish: { ...days(90), resolution: '1d' }, fields: ['answeredRatio'] },
  { name: '90 days, every 15 min, first page', wish: { ...days(90), resolution: '15min' }, fields: LATENCY },
  { name: 'the same, all figures', wish: { ...days(90), resolution: '15min' } },
];

function rowsOf(store, { from, until, resolution, most }) {
  const rows = store.db.selectFrom('history').select(['from_at', 'data']).where('span_ms', '=', spanOf[resolution]);
  return rows.where('from_at', '>=', from).where('from_at', '<', until).orderBy('from_at').limit(most).execute();
}

async function ask(store, reader, { name, wish, fields }) {
  const plain = await timed(() => rowsOf(store, wish));
  const { found, ms, worstMs } = await timed(async () => historyAnswer(await reader.read(wish), fields));
  const times = `${ms.toFixed(1).padStart(6)} ms (worst ${worstMs.toFixed(1)})`;
  const ratio = `${(ms / plain.ms).toFixed(1)} x its rows as text (${plain.ms.toFixed(1)} ms)`;
  console.log(`  ${name.padEnd(34)}${String(found.points.length).padStart(5)} points${times}, ${ratio}`);
}

async function measure(title, place, sizeOf) {
  const store = await Store.open(place);
  const book = new HistoryBook(store);
  const begun = performance.now();
  const rows = await fill(book);
  const seconds = ((performance.now() - begun) / 1_000).toFixed(1);
  console.log(`${title}: ${rows} points of ${shards} shards written in ${seconds} s`);
  const reader = new HistoryReader(book, new HistorySettings());
  for (const question of questions) await ask(store, reader, question);
  const bytes = await sizeOf(store);
  console.log(`  size: ${(bytes / 1e6).toFixed(0)} MB (at most 200)`);
  return store;
}

async function inFile() {
  const folder = mkdtempSync(join(tmpdir(), 'shardwatch-bench-'));
  const size = () => readdirSync(folder).reduce((sum, file) => sum + statSync(join(folder, file)).size, 0);
  const store = await measure('In a file', new LibsqlPlace(folder, '1'), size);
  await store.close();
  rmSync(folder, { recursive: true });
}

async function inPostgres(url) {
  const size = async ({ db }) => {
    const { rows } = await sql`select pg_total_relation_size('history')::bigint as bytes`.execute(db);
    return Number(rows[0].bytes);
  };
  const store = await measure('In PostgreSQL', new PostgresPlace(url, 'bench'), size);
  await sql`drop schema shardwatch_bench cascade`.execute(store.db);
  await store.close();
}

await inFile();
const url = await postgresUrl();
if (url) await inPostgres(url);
else console.log('In PostgreSQL: not measured, for there is none (apt install postgresql, or set DATABASE_URL)');
