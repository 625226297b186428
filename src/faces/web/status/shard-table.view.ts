import { answers } from '../../../model/shard.js';
import type { Status } from '../../../model/status.js';
import { number, unbroken } from '../../format.js';
import { type ShardRow, shardRow } from './shard-row.view.js';

/** Which shards the table shows; part of the page's address. */
export type ShardFilter = 'all' | 'problems' | 'ready';

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
    rows: withoutRepetition(byFilter[filter].map((shard) => shardRow(shard, at))),
    filters: (['all', 'problems', 'ready'] as const).map((show) => ({
      ...filterNames[show],
      count: number(byFilter[show].length),
      isCurrent: show === filter,
    })),
    empty: byFilter[filter].length > 0 ? null : emptyWords(filter, shards.length),
  };
}

/** A trouble that many shards have is told once. */
function withoutRepetition(rows: readonly ShardRow[]): readonly ShardRow[] {
  const toldBy = new Map<string, number>();
  return rows.map((row) => {
    if (row.trouble === null) return row;
    const first = toldBy.get(row.trouble);
    if (first === undefined) toldBy.set(row.trouble, row.id);
    return first === undefined ? row : { ...row, trouble: unbroken(`The same as shard ${first}.`) };
  });
}

function emptyWords(filter: ShardFilter, known: number): ShardTableView['empty'] {
  if (known === 0) {
    return { title: 'No shard yet', text: 'The shards appear here as soon as the bot has signed in to Discord.' };
  }
  if (filter === 'problems') return { title: 'No problems', text: 'Every shard answers.' };
  return { title: 'No shard is ready', text: 'A shard appears here once it is connected and answers.' };
}
