import type { IncidentSummary } from '../../../model/incident.js';

/** A small row of marks, one for each shard: those that were away stand out. In a box of 12 high. */
export interface StripView {
  readonly marks: readonly Mark[];
  readonly width: number;
}

interface Mark {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly isHit: boolean;
}

type Concerned = Pick<IncidentSummary, 'kind' | 'shardIds' | 'shardCount'>;

const FEW_SHARDS = 16;
/** More shards than this share their marks. */
const MOST_MARKS = 64;
const LISTED_IDS = 6;

/** `null` where no shard is known. */
export function shardStrip(incident: Concerned): StripView | null {
  const { shardCount } = incident;
  if (shardCount === 0) return null;
  const width = shardCount <= FEW_SHARDS ? 4 : 2;
  const each = Math.ceil(shardCount / MOST_MARKS);
  const hit = new Set(hitIds(incident).map((id) => Math.floor(id / each)));
  const marks = Array.from({ length: Math.ceil(shardCount / each) }, (_, at): Mark => {
    const isHit = hit.has(at);
    return { x: at * (width + (width === 4 ? 2 : 1)), y: isHit ? 0 : 3, width, height: isHit ? 12 : 6, isHit };
  });
  return { marks, width: (marks.at(-1)?.x ?? 0) + width };
}

/** `shard 7`, `shards 2, 5, 9`, `23 of 64 shards`, `all 16 shards`; shards that are unknown are all. */
export function shardWords(incident: Concerned): string {
  const { shardCount } = incident;
  const ids = hitIds(incident);
  if (shardCount === 0) return 'all shards';
  if (ids.length === 0) return 'all shards answered';
  if (ids.length === shardCount) return shardCount === 1 ? 'the one shard' : `all ${shardCount} shards`;
  if (ids.length === 1) return `shard\u00a0${ids[0]}`;
  return ids.length <= LISTED_IDS ? `shards ${ids.join(', ')}` : `${ids.length} of ${shardCount} shards`;
}

/** After a crash no shard answered, also where none was counted. */
export function hitIds({ kind, shardIds, shardCount }: Concerned): readonly number[] {
  return kind === 'crash' && shardIds.length === 0 ? [...Array(shardCount).keys()] : shardIds;
}
