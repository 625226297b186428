/**
 * What a year of history costs: the size of the store with the default settings, and how long questions to it take.
 * Usage: npm run bench:history [-- --shards 16]. Aims: below 200 MB; 90 days in at most 50 ms.
 */
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { HistorySettings } from '../dist/config/history.settings.js';
import { spanOf } from '../dist/model/history.js';
import { histogramOf } from '../dist/model/histogram.js';
import { HistoryReader } from '../dist/monitor/history.reader.js';
import { HistoryBook } from '../dist/store/history.book.js';
import { LibsqlPlace } from '../dist/store/libsql.place.js';
import { Store } from '../dist/store/store.js';
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

const folder = mkdtempSync(join(tmpdir(), 'shardwatch-bench-'));
const store = await Store.open(new LibsqlPlace(folder, '1'));
const book = new HistoryBook(store);
const begun = performance.now();
const rows = await fill(book);
console.log(`${rows} points of ${shards} shards written in ${((performance.now() - begun) / 1_000).toFixed(1)} s`);
const reader = new HistoryReader(book, new HistorySettings());
const questions = {
  'the last hour, every 10 s': { from: now - 3_600_000, until: now, most: 2_000 },
  'a day, every minute': { from: now - DAY, until: now, most: 2_000 },
  'a week, every 15 min': { from: now - 7 * DAY, until: now, most: 2_000 },
  '90 days, every day': { from: now - 90 * DAY, until: now, most: 2_000 },
  '90 days, every 15 min, first page': { from: now - 90 * DAY, until: now, resolution: '15min', most: 2_000 },
};
for (const [name, wish] of Object.entries(questions)) {
  const { found, ms, worstMs } = await timed(() => reader.read(wish));
  const figures = `${String(found.points.length).padStart(5)} points  ${ms.toFixed(1)} ms (worst ${worstMs.toFixed(1)})`;
  console.log(`${name.padEnd(36)}${figures}`);
}
await store.close();
const bytes = readdirSync(folder).reduce((sum, file) => sum + statSync(join(folder, file)).size, 0);
console.log(`size of the store: ${(bytes / 1e6).toFixed(0)} MB (at most 200)`);
rmSync(folder, { recursive: true });
