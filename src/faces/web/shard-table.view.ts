import type { JudgedShard } from '../../model/figures.js';
import { explain } from '../../model/problem.js';
import { answers, unacknowledgedMs } from '../../model/shard.js';
import type { Status } from '../../model/status.js';
import { duration } from '../../model/words.js';
import { NONE, latency, number, unbroken } from '../format.js';
import { type Chip, type Look, shardChip } from './chips.js';
import { type Moment, momentOrNull } from './moment.js';

/** Which shards the table shows; part of the page's address. */
export type ShardFilter = 'all' | 'problems' | 'ready';

export interface ShardRow {
  readonly id: number;
  readonly chip: Chip;
  /** Tints the row; `null` for a shard without a problem. */
  readonly tint: Look | null;
  readonly latency: string;
  readonly guilds: string;
  readonly acknowledged: Moment | null;
  /** Instead of the time: `none for 43 s`. */
  readonly unacknowledged: string | null;
  readonly lastEvent: Moment | null;
  readonly resumes: string;
  readonly sessions: string;
  readonly sessionSince: Moment | null;
  /** What is wrong, and what to do, in words; `null` when nothing is. */
  readonly trouble: string | null;
  readonly troubleAt: Moment | null;
}

export interface FilterLink {
  readonly label: string;
  readonly count: string;
  readonly query: string;
  readonly isCurrent: boolean;
}

export interface ShardTableView {
  readonly rows: readonly ShardRow[];
  readonly filters: readonly FilterLink[];
  /** Said in place of rows. */
  readonly empty: { readonly title: string; readonly text: string } | null;
}

const filterNames: Record<ShardFilter, Pick<FilterLink, 'label' | 'query'>> = {
  all: { label: 'All', query: '' },
  problems: { label: 'Problems', query: '?show=problems' },
  ready: { label: 'Ready', query: '?show=ready' },
};

/** What a person may write behind `?show=`; anything else shows all. */
export function shardFilter(show: unknown): ShardFilter {
  return show === 'problems' || show === 'ready' ? show : 'all';
}

export function shardTableView({ shards, at }: Status, filter: ShardFilter): ShardTableView {
  const problems = shards.filter(({ phase }) => !answers(phase));
  const ready = shards.filter(({ phase }) => answers(phase));
  const byFilter = { all: [...problems, ...ready], problems, ready };
  return {
    rows: byFilter[filter].map((shard) => shardRow(shard, at)),
    filters: (['all', 'problems', 'ready'] as const).map((show) => ({
      ...filterNames[show],
      count: number(byFilter[show].length),
      isCurrent: show === filter,
    })),
    empty: byFilter[filter].length > 0 ? null : emptyWords(filter, shards.length),
  };
}

function shardRow(shard: JudgedShard, now: number): ShardRow {
  const chip = shardChip(shard);
  const waitingMs = unacknowledgedMs(shard, now);
  const isZombie = shard.phase === 'zombie' && waitingMs !== null;
  return {
    id: shard.id,
    chip,
    tint: chip.state === 'ok' || chip.state === 'info' ? null : chip.state,
    latency: shard.phase === 'ready' ? latency(shard.latencyMs) : NONE,
    guilds: number(shard.guildCount),
    acknowledged: momentOrNull('ago', shard.heartbeatAcknowledgedAt, now),
    unacknowledged: isZombie ? unbroken(`none for ${duration(waitingMs)}`) : null,
    lastEvent: momentOrNull('ago', shard.lastEventAt, now),
    resumes: number(shard.resumeCount),
    sessions: number(shard.identifyCount),
    sessionSince: momentOrNull('age', shard.sessionStartedAt, now),
    ...troubleOf(shard, now),
  };
}

function troubleOf(shard: JudgedShard, now: number): Pick<ShardRow, 'trouble' | 'troubleAt'> {
  if (answers(shard.phase)) return { trouble: null, troubleAt: null };
  const attempt = shard.attempt > 1 ? [`Attempt ${shard.attempt}.`] : [];
  if (!shard.lastError) return { trouble: attempt[0] ?? null, troubleAt: null };
  const { words, wayOut } = explain(shard.lastError);
  const sentence = `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
  return {
    trouble: unbroken([...attempt, sentence, wayOut].join(' ')),
    troubleAt: momentOrNull('ago', shard.lastError.at, now),
  };
}

function emptyWords(filter: ShardFilter, known: number): ShardTableView['empty'] {
  if (known === 0) {
    return { title: 'No shard yet', text: 'The shards appear here as soon as the bot has signed in to Discord.' };
  }
  if (filter === 'problems') return { title: 'No problems', text: 'Every shard answers.' };
  return { title: 'No shard is ready', text: 'A shard appears here once it is connected and answers.' };
}
