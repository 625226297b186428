import type { Incident, TimelineEntry } from '../../../model/incident.js';
import { counted } from '../../../model/words.js';
import { unbroken, utcDay } from '../../format.js';
import { type Chip, levelChip } from '../parts/chips.js';
import { shardWords } from '../parts/shard-strip.js';

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

/** What happened, newest first: of a long story the middle is folded away. */
export interface TimelineView {
  readonly newest: readonly TimelineLine[];
  /** `null` of a short one. */
  readonly between: { readonly words: string; readonly lines: readonly TimelineLine[] } | null;
  /** How it began; nothing of a short one. */
  readonly oldest: readonly TimelineLine[];
}

/** The same that happened to several shards at nearly the same time. */
interface Group extends TimelineEntry {
  readonly key: string;
  readonly shardIds: readonly number[];
}

/** Milliseconds within which the same is told once. */
const TOGETHER_MS = 2_000;

const NEWEST_LINES = 12;
const OLDEST_LINES = 6;
/** Fewer lines are not worth a fold. */
const LEAST_BETWEEN = 5;

type Told = Pick<Incident, 'timeline' | 'beganAt' | 'endedAt' | 'shardCount'>;

export function timelineView(incident: Told): TimelineView {
  const lines = linesOf(incident);
  const last = lines.length - OLDEST_LINES;
  if (last - NEWEST_LINES < LEAST_BETWEEN) return { newest: lines, between: null, oldest: [] };
  const between = lines.slice(NEWEST_LINES, last);
  const words = unbroken(`${counted(between.length, 'line')} between`);
  return { newest: lines.slice(0, NEWEST_LINES), between: { words, lines: between }, oldest: lines.slice(last) };
}

/** All is well again: with what ended it. */
const wellChip: Chip = { state: 'ok', icon: 'circle-check', word: 'Well again' };

function linesOf({ timeline, beganAt, endedAt, shardCount }: Told): readonly TimelineLine[] {
  return grouped(timeline)
    .map(({ key, at, level, text, shardIds }) => ({
      ...(at === endedAt && level === 'info' && shardIds.length === 0 ? wellChip : levelChip(level)),
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
