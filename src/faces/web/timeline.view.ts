import type { Incident, TimelineEntry } from '../../model/incident.js';
import { unbroken, utcDay } from '../format.js';
import { type Chip, levelChip } from './chips.js';
import { shardWords } from './shard-strip.js';

/** One line of what happened in an incident. */
export interface TimelineLine extends Chip {
  /** The same for the same line at every look. */
  readonly key: string;
  readonly iso: string;
  /** In UTC; with its day where that is another than the first. */
  readonly clock: string;
  readonly text: string;
  /** `shard 7`, `all 16 shards`; `null` when it concerns the whole bot. */
  readonly shards: string | null;
}

/** The same that happened to several shards at nearly the same time. */
interface Group extends TimelineEntry {
  readonly key: string;
  readonly shardIds: readonly number[];
}

/** Milliseconds within which the same is told once. */
const TOGETHER_MS = 2_000;

/** Newest first. */
export function timelineView(incident: Pick<Incident, 'timeline' | 'beganAt' | 'shardCount'>): readonly TimelineLine[] {
  const { timeline, beganAt, shardCount } = incident;
  return grouped(timeline)
    .map(({ key, at, level, text, shardIds }) => ({
      ...levelChip(level),
      key,
      iso: new Date(at).toISOString(),
      clock: clock(at, beganAt),
      text: unbroken(text),
      shards: shardIds.length === 0 ? null : wordsOf(shardIds, shardCount),
    }))
    .reverse();
}

/** Lines that follow one another and say the same of different shards become one. */
function grouped(timeline: readonly TimelineEntry[]): readonly Group[] {
  const groups: Group[] = [];
  timeline.forEach((line, index) => {
    const shardIds = line.shardId === null ? [] : [line.shardId];
    const before = groups.at(-1);
    if (before && isSame(before, line)) groups[groups.length - 1] = { ...before, shardIds: together(before, shardIds) };
    else groups.push({ ...line, shardIds, key: `t${line.at}-${sameMomentBefore(timeline, index)}` });
  });
  return groups;
}

function isSame(group: Group, { at, level, text, shardId }: TimelineEntry): boolean {
  const isOfShards = group.shardIds.length > 0 && shardId !== null;
  return isOfShards && group.level === level && group.text === text && at - group.at <= TOGETHER_MS;
}

function together({ shardIds }: Group, more: readonly number[]): readonly number[] {
  return [...new Set([...shardIds, ...more])].sort((a, b) => a - b);
}

/** Just after a start more shards may have been heard of than were counted. */
function wordsOf(shardIds: readonly number[], shardCount: number): string {
  return shardWords({ kind: 'departure', shardIds, shardCount: Math.max(shardCount, ...shardIds.map((id) => id + 1)) });
}

function clock(at: number, beganAt: number): string {
  const [day, time = ''] = new Date(at).toISOString().split('T');
  if (new Date(beganAt).toISOString().startsWith(day ?? '')) return time.slice(0, 8);
  return `${utcDay(at)}\u00a0${time.slice(0, 5)}`;
}

/** Several things may happen in one millisecond: they are told apart by how many stand before. */
function sameMomentBefore(timeline: readonly TimelineEntry[], index: number): number {
  return timeline.slice(0, index).filter(({ at }) => at === timeline[index]?.at).length;
}
