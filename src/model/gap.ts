import { counted, duration } from './words.js';

/** A time in which a shard heard nothing, and what became of the events in it. */
export interface Gap {
  readonly shardId: number;
  /** Epoch milliseconds at which it was last connected, and at which it was again. */
  readonly from: number;
  readonly to: number;
  /** `resumed`: Discord sent again what was missed. `identified`: a new session; what happened meanwhile is lost. */
  readonly how: 'resumed' | 'identified';
  /** Events that came again; 0 for a new session. */
  readonly replayedCount: number;
  /** Guilds of the shard, all of which were unheard. */
  readonly guildCount: number;
}

/** How many the snapshot keeps, newest first. */
export const GAPS_KEPT = 50;

/** Milliseconds for which the bot was blind: events of that time are lost. */
export function blindMs({ from, to, how }: Gap): number {
  return how === 'resumed' ? 0 : Math.max(0, to - from);
}

/** `4 min 3 s`; what is short is not nothing. */
export function awayWords(ms: number): string {
  return ms < 1_000 ? 'less than 1 s' : duration(ms);
}

/** A clause in plain words, without the shard: `away for 2 s, 14 missed events came again`. */
export function gapInWords(gap: Gap): string {
  const away = awayWords(gap.to - gap.from);
  if (gap.how === 'identified')
    return `blind for ${away}: what happened on ${counted(gap.guildCount, 'server')} is lost`;
  const { replayedCount: replayed } = gap;
  const missed = replayed === 0 ? 'no event was missed' : `${counted(replayed, 'missed event')} came again`;
  return `away for ${away}, ${missed}`;
}
