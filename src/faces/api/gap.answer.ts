import { ApiProperty } from '@nestjs/swagger';
import { type Gap, blindMs } from '../../model/gap.js';
import { iso } from './wire.js';

/** How many the status has, newest first. */
const GAPS_TOLD = 20;

/** A time in which a shard heard nothing, and what became of the events in it. */
export class GapAnswer {
  @ApiProperty()
  readonly shardId!: number;

  @ApiProperty({ format: 'date-time', description: 'When it was last connected.' })
  readonly from!: string;

  @ApiProperty({ format: 'date-time', description: 'When it was connected again.' })
  readonly to!: string;

  @ApiProperty({
    enum: ['resumed', 'identified'],
    description:
      'resumed: Discord sent again what was missed. identified: a new session, what happened meanwhile is lost.',
  })
  readonly how!: Gap['how'];

  @ApiProperty({ description: 'Events that came again; 0 for a new session.' })
  readonly replayedCount!: number;

  @ApiProperty({ description: 'Guilds of the shard at the time.' })
  readonly guildCount!: number;

  @ApiProperty({ description: 'Seconds of which the events are lost; 0 when the session was resumed.' })
  readonly blindSeconds!: number;
}

/** @param gaps newest first */
export function gapAnswers(gaps: readonly Gap[]): readonly GapAnswer[] {
  return gaps.slice(0, GAPS_TOLD).map((gap) => ({
    shardId: gap.shardId,
    from: iso(gap.from),
    to: iso(gap.to),
    how: gap.how,
    replayedCount: gap.replayedCount,
    guildCount: gap.guildCount,
    blindSeconds: blindMs(gap) / 1_000,
  }));
}
