import type { HistoryCounts, HistoryLevels, HistoryPoint, ShardPoint } from '../model/history.js';
import { type Histogram, histogramText, readHistogram } from '../model/histogram.js';
import { commandsText, readCommands } from './history.commands.js';
import type { Verdict } from '../model/verdict.js';

/** The order in which figures are written. A new one goes to the end: older rows then know nothing of it. */
const counts: readonly (keyof HistoryCounts)[] = [
  'events',
  'interactions',
  'missedInteractions',
  'errors',
  'requests',
  'failedRequests',
  'identifies',
  'resumes',
  'blindMs',
  'cpuMs',
];
const levels: readonly (keyof HistoryLevels)[] = [
  'guilds',
  'unavailableGuilds',
  'rssBytes',
  'heapUsedBytes',
  'eventLoopLagMs',
  'sessionStartsLeft',
  'invalidRequests',
  'requestsPerSecond',
];

type Row = readonly [
  observedMs: number,
  answeredMs: number,
  verdict: Verdict,
  latency: string,
  acknowledgement: string,
  counts: readonly number[],
  levels: readonly (number | null)[],
  commands: string,
  shards: readonly (readonly [id: number, answeredPercent: number, latencyMs: number | null])[],
];

/** A point as a short text, without its time. */
export function historyText(point: HistoryPoint): string {
  const row: Row = [
    Math.round(point.observedMs),
    Math.round(point.answeredMs),
    point.verdict,
    histogramText(point.latency),
    histogramText(point.acknowledgement),
    counts.map((name) => Math.round(point.counts[name])),
    levels.map((name) => point.levels[name]),
    commandsText(point.commands),
    point.shards.map(({ id, answeredRatio, latencyMs }) => [id, percent(answeredRatio), latencyMs]),
  ];
  return JSON.stringify(row);
}

/** To a thousandth: of a day that is a second. */
function percent(ratio: number): number {
  return Math.round(ratio * 100_000) / 1_000;
}

/** Where the shards begin, the last and by far the longest part: no other is a list of lists. */
const SHARDS = ',[[';

/**
 * A point of a row. Whatever is not asked for is not read: a chart of latencies has no use for the shards of thousands
 * of points.
 *
 * @throws {SyntaxError} when it is damaged
 */
export function readHistoryPoint(from: number, text: string): HistoryPoint {
  const at = text.lastIndexOf(SHARDS);
  const head = JSON.parse(at < 0 ? text : `${text.slice(0, at)}]`) as Partial<Row>;
  const [observedMs = 0, answeredMs = 0, verdict = 'unknown', latency = '', acknowledgement = '', counted, stood] =
    head;
  if (!counted || !stood || !text.endsWith(']')) throw new SyntaxError('A row of the history is incomplete');
  let [heard, acknowledged]: (Histogram | null)[] = [null, null];
  let [happened, stand]: [HistoryCounts | null, HistoryLevels | null] = [null, null];
  return {
    from,
    observedMs,
    answeredMs,
    verdict,
    get latency() {
      return (heard ??= readHistogram(latency));
    },
    get acknowledgement() {
      return (acknowledged ??= readHistogram(acknowledgement));
    },
    get counts() {
      return (happened ??= named(counts, (index) => counted[index] ?? 0));
    },
    get levels() {
      return (stand ??= named(levels, (index) => stood[index] ?? null));
    },
    get commands() {
      return readCommands(head[7]);
    },
    get shards() {
      return at < 0 ? [] : readShards(text.slice(at + 1, -1));
    },
  };
}

/** Damaged ones are not known: the rest of the point is. */
function readShards(text: string): readonly ShardPoint[] {
  try {
    const shards = JSON.parse(text) as Row[8];
    return shards.map(([id, percent, latencyMs]) => ({ id, answeredRatio: percent / 100, latencyMs }));
  } catch {
    return [];
  }
}

function named<Name extends string, T>(names: readonly Name[], value: (at: number) => T): Record<Name, T> {
  const values = {} as Record<Name, T>;
  names.forEach((name, at) => (values[name] = value(at)));
  return values;
}
