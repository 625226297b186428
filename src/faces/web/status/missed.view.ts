import type { JudgedShard } from '../../../model/figures.js';
import { type Gap, awayWords, gapInWords } from '../../../model/gap.js';
import type { Status } from '../../../model/status.js';
import { counted } from '../../../model/words.js';
import { number, unbroken } from '../../format.js';
import type { Chip } from '../parts/chips.js';
import { type Fact, fact } from '../parts/fact.js';
import { type Moment, moment } from '../parts/moment.js';

/** One time that a shard was away. */
export interface GapLine extends Chip {
  /** The same for the same gap at every look, so that a page can keep its line. */
  readonly key: string;
  readonly text: string;
  readonly shard: string;
  /** When it was over. */
  readonly time: Moment;
}

/** What the bot did not hear, or heard late. */
export interface MissedView {
  /** Newest first. */
  readonly lines: readonly GapLine[];
  /** What is left out below the lines; `null` when nothing is. */
  readonly more: string | null;
  /** All since the process started; empty while there is nothing to tell. */
  readonly facts: readonly Fact[];
}

const MOST_LINES = 12;

const looks: Readonly<Record<Gap['how'], Chip>> = {
  resumed: { state: 'off', icon: 'rotate', word: 'Resumed' },
  identified: { state: 'warn', icon: 'triangle-exclamation', word: 'Lost' },
};

export function missedView({ at, shards, snapshot: { gaps } }: Status): MissedView {
  const older = gaps.length - MOST_LINES;
  return {
    lines: gaps.slice(0, MOST_LINES).map((gap) => gapLine(gap, at)),
    more: older > 0 ? `${counted(older, 'older one')} not shown` : null,
    facts: shards.some(hasMissed) ? factsOf(shards) : [],
  };
}

function gapLine(gap: Gap, now: number): GapLine {
  const words = gapInWords(gap);
  return {
    ...looks[gap.how],
    key: `gap-${gap.shardId}-${gap.to}`,
    text: unbroken(`${words.charAt(0).toUpperCase()}${words.slice(1)}`),
    shard: unbroken(`shard ${gap.shardId}`),
    time: moment('ago', gap.to, now),
  };
}

function hasMissed({ gapCounts, skippedCount }: JudgedShard): boolean {
  return gapCounts.resumed + gapCounts.identified + skippedCount > 0;
}

function factsOf(shards: readonly JudgedShard[]): readonly Fact[] {
  const total = (read: (shard: JudgedShard) => number) => shards.reduce((sum, shard) => sum + read(shard), 0);
  const blindMs = total((shard) => shard.blindMs);
  return [
    fact(
      'Session taken up again',
      counted(
        total(({ gapCounts }) => gapCounts.resumed),
        'time',
      ),
    ),
    fact('Events that came again', number(total(({ replayedCount }) => replayedCount))),
    fact(
      'Session lost',
      counted(
        total(({ gapCounts }) => gapCounts.identified),
        'time',
      ),
    ),
    fact('Blind, all shards', blindMs === 0 ? 'never' : unbroken(awayWords(blindMs))),
    fact('Events that never came', number(total(({ skippedCount }) => skippedCount))),
  ];
}
