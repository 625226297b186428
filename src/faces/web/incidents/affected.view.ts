import type { Guild } from '../../../model/guild.js';
import type { Incident } from '../../../model/incident.js';
import { count } from '../../format.js';
import { hitIds } from '../parts/shard-strip.js';

/** The largest of the servers that an incident reaches. */
export interface AffectedView {
  readonly rows: readonly AffectedRow[];
  /** Leads to all of them; `null` where no list has just these. */
  readonly all: { readonly label: string; readonly query: string } | null;
}

interface AffectedRow {
  readonly id: string;
  /** Written by strangers; `null` where it is not known, or is not for whoever looks. */
  readonly name: string | null;
  readonly members: string;
}

export type Reached = Pick<Incident, 'kind' | 'shardIds' | 'shardCount' | 'endedAt' | 'unservedGuildCount'>;

const MOST_ROWS = 5;

/** The shards whose servers it reached; none where they are not known, or are cut in another way by now. */
export function reachedShards(incident: Reached, shardCount: number): readonly number[] {
  const { kind, unservedGuildCount } = incident;
  const hasReached = kind === 'crash' || unservedGuildCount > 0;
  return hasReached && incident.shardCount === shardCount ? hitIds(incident) : [];
}

/**
 * `null` where it reached none.
 *
 * @param guilds the largest first
 * @param ids of the shards that it reached
 */
export function affectedView(
  { endedAt, shardCount }: Pick<Reached, 'endedAt' | 'shardCount'>,
  { guilds, ids, hasNames }: { readonly guilds: readonly Guild[]; readonly ids: readonly number[]; hasNames: boolean },
): AffectedView | null {
  const reached = new Set(ids);
  const rows = guilds
    .filter(({ shardId, joinedAt }) => reached.has(shardId) && (joinedAt ?? 0) <= (endedAt ?? Infinity))
    .slice(0, MOST_ROWS)
    .map(({ id, name, memberCount }) => ({ id, name: hasNames ? name : null, members: count(memberCount) }));
  return rows.length === 0 ? null : { rows, all: allOf(ids, shardCount) };
}

function allOf(ids: readonly number[], shardCount: number): AffectedView['all'] {
  if (ids.length === shardCount) return { label: 'All servers', query: '?sort=members' };
  const [first] = ids;
  if (ids.length > 1 || first === undefined) return null;
  return { label: `All of shard\u00a0${first}`, query: `?shard=${first}&sort=members` };
}
