import type { Incident, TimelineEntry } from '../../model/incident.js';
import { unbroken, utcDay } from '../format.js';
import { type Chip, levelChip } from './chips.js';

/** One line of what happened in an incident. */
export interface TimelineLine extends Chip {
  /** The same for the same line at every look. */
  readonly key: string;
  readonly iso: string;
  /** In UTC; with its day where that is another than the first. */
  readonly clock: string;
  readonly text: string;
  readonly shard: string | null;
}

/** Newest first. */
export function timelineView({ timeline, beganAt }: Pick<Incident, 'timeline' | 'beganAt'>): readonly TimelineLine[] {
  return timeline
    .map((line, index) => ({
      ...levelChip(line.level),
      key: `t${line.at}-${sameMomentBefore(timeline, index)}`,
      iso: new Date(line.at).toISOString(),
      clock: clock(line.at, beganAt),
      text: unbroken(line.text),
      shard: line.shardId === null ? null : `shard\u00a0${line.shardId}`,
    }))
    .reverse();
}

function clock(at: number, beganAt: number): string {
  const time = new Date(at).toISOString().slice(11, 19);
  return utcDay(at) === utcDay(beganAt) ? time : `${utcDay(at)}\u00a0${time.slice(0, 5)}`;
}

/** Several things may happen in one millisecond: they are told apart by how many stand before. */
function sameMomentBefore(timeline: readonly TimelineEntry[], index: number): number {
  return timeline.slice(0, index).filter(({ at }) => at === timeline[index]?.at).length;
}
