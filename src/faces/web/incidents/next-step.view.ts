import type { Incident } from '../../../model/incident.js';
import { answers } from '../../../model/shard.js';
import type { Status } from '../../../model/status.js';
import { unbroken } from '../../format.js';
import { hitIds } from '../parts/shard-strip.js';

/** What can be done about an incident that goes on. */
export interface NextStepView {
  /** How it stands now, and what to do or that there is nothing to do. */
  readonly words: string;
  /** Leads to where it is confirmed, or to the shards; `null` where none of them is away any more. */
  readonly link: { readonly label: string; readonly path: string } | null;
}

/** What a page of an incident must know of the bot as it is now. */
export type Standing = Pick<Status, 'at' | 'shards' | 'verdict' | 'sentence' | 'advice'>;

/** `null` once it is over, and while it only waits whether all stays well. */
export function nextStep(
  incident: Pick<Incident, 'kind' | 'shardIds' | 'shardCount' | 'endedAt'>,
  { shards, verdict, sentence, advice }: Standing,
): NextStepView | null {
  if (incident.endedAt !== null || verdict === 'operational') return null;
  const hit = new Set(hitIds(incident));
  const away = shards.filter(({ id, phase }) => hit.has(id) && !answers(phase)).map(({ id }) => id);
  return { words: unbroken([`${sentence}.`, advice].filter(Boolean).join(' ')), link: linkTo(away, shards.length) };
}

function linkTo(away: readonly number[], shardCount: number): NextStepView['link'] {
  const [first] = away;
  if (first === undefined) return null;
  if (away.length === 1) return { label: `Reconnect shard\u00a0${first}`, path: `actions/reconnect?shard=${first}` };
  if (away.length === shardCount) return { label: 'Reconnect all', path: 'actions/reconnect' };
  return { label: `${away.length}\u00a0shards`, path: 'status?show=problems' };
}
