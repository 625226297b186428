import type { JudgedShard } from '../../../model/figures.js';
import { type ShardPhase, answers, unacknowledgedMs, unheardMs } from '../../../model/shard.js';
import type { Status } from '../../../model/status.js';
import { duration } from '../../../model/words.js';
import { latency, number, unbroken } from '../../format.js';
import { type Chip, shardChip, waitingChip } from '../parts/chips.js';

export interface ShardCell extends Chip {
  readonly id: number;
  /** Latency, or what the shard waits for. */
  readonly value: string;
  /** 1 to 4 for a ready shard, by latency; `null` for all others. */
  readonly heat: number | null;
}

/** How many shards are in one state. */
export interface ShardCount extends Chip {
  readonly count: string;
}

export interface ShardGridView {
  readonly cells: readonly ShardCell[];
  readonly counts: readonly ShardCount[];
  /** Many shards get small cells, a few get wide ones. */
  readonly isLarge: boolean;
  readonly isFew: boolean;
  /** e.g. `; each serves about 1,150 servers`; empty while nobody knows. */
  readonly note: string;
}

/** Milliseconds at which a cell gets one shade stronger. */
const HEAT_FROM_MS = [41, 49, 62];
const MOST_LARGE_CELLS = 32;
const MOST_WIDE_CELLS = 4;

export function shardGridView({ at, shards, figures }: Status): ShardGridView {
  const missing = missingIds(shards, figures.shardCount);
  const cells = [...shards.map((shard) => shardCell(shard, at)), ...missing.map(waitingCell)];
  const average = figures.shardCount > 0 ? Math.round((figures.guildCount ?? 0) / figures.shardCount) : 0;
  return {
    cells: cells.sort((a, b) => a.id - b.id),
    counts: countsOf(cells),
    isLarge: cells.length > MOST_LARGE_CELLS,
    isFew: cells.length <= MOST_WIDE_CELLS,
    note: average > 1 && figures.shardCount > 1 ? `; each serves about ${number(average)} servers` : '',
  };
}

function missingIds(shards: readonly JudgedShard[], shardCount: number): readonly number[] {
  const known = new Set(shards.map(({ id }) => id));
  return Array.from({ length: shardCount }, (_, id) => id).filter((id) => !known.has(id));
}

function shardCell(shard: JudgedShard, now: number): ShardCell {
  const heat = answers(shard.phase) ? 1 + HEAT_FROM_MS.filter((ms) => (shard.latencyMs ?? 0) >= ms).length : null;
  return { ...shardChip(shard), id: shard.id, value: valueOf(shard, now), heat };
}

function waitingCell(id: number): ShardCell {
  return { ...waitingChip, id, value: 'queue', heat: null };
}

/** What a shard that does not answer is doing, in a word. */
const doing: Partial<Record<ShardPhase, string>> = {
  identifying: 'identify',
  waiting_for_guilds: 'servers',
  resuming: 'resume',
  fatal: 'refused',
  disconnected: 'lost',
};

function valueOf(shard: JudgedShard, now: number): string {
  if (answers(shard.phase)) return latency(shard.latencyMs);
  if (shard.phase === 'zombie') return inOneUnit(unacknowledgedMs(shard, now) ?? 0);
  if (shard.phase === 'deaf') return inOneUnit(unheardMs(shard, now));
  return doing[shard.phase] ?? (shard.attempt > 1 ? `try ${shard.attempt}` : 'connect');
}

/** A cell has room for one unit: `3 min`. */
function inOneUnit(ms: number): string {
  return unbroken(duration(ms).split(' ', 2).join(' '));
}

function countsOf(cells: readonly ShardCell[]): readonly ShardCount[] {
  const words = [...new Set(cells.map(({ word }) => word))];
  return words
    .map((word) => cells.filter((cell) => cell.word === word))
    .sort((a, b) => b.length - a.length)
    .flatMap((alike) => {
      const [first] = alike;
      return first ? { ...first, word: first.word.toLowerCase(), count: number(alike.length) } : [];
    });
}
