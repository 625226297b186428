import { ApiProperty } from '@nestjs/swagger';
import { RECENT_SECONDS } from '../../model/discord-limits.js';
import type { InteractionUse, RecentInteractions } from '../../model/interaction-use.js';
import type { Seen } from '../../model/snapshot.js';
import { age } from './wire.js';

const milliseconds = { type: Number, nullable: true } as const;

export class RecentInteractionsAnswer implements RecentInteractions {
  @ApiProperty({ description: 'Seconds that the figures below are about.' })
  readonly windowSeconds!: number;

  @ApiProperty({ description: 'Those whose fate is known: acknowledged, late or missed.' })
  readonly count!: number;

  @ApiProperty({ description: "How many of them were acknowledged within Discord's 3 seconds." })
  readonly inTimeCount!: number;

  @ApiProperty({ ...milliseconds, description: 'From creation at Discord to our acknowledgement, median.' })
  readonly p50Ms!: number | null;

  @ApiProperty(milliseconds)
  readonly p95Ms!: number | null;

  @ApiProperty(milliseconds)
  readonly p99Ms!: number | null;

  @ApiProperty({
    ...milliseconds,
    description: 'The part that was ours, from the receipt until our answer left, 95th percentile.',
  })
  readonly ownP95Ms!: number | null;

  @ApiProperty({ ...milliseconds, description: 'How old the newest was when it reached us.' })
  readonly ageAtReceiptMs!: number | null;
}

/** How interactions (slash commands, buttons, ...) were acknowledged. Counts are since the process started. */
export class InteractionsAnswer {
  @ApiProperty({ description: 'Seconds since this was measured.' })
  readonly ageSeconds!: number;

  @ApiProperty()
  readonly receivedCount!: number;

  @ApiProperty()
  readonly acknowledgedCount!: number;

  @ApiProperty({ description: "Acknowledged after Discord's 3 seconds, and taken by it all the same." })
  readonly lateCount!: number;

  @ApiProperty({ description: 'Never acknowledged, or too late for Discord to take it.' })
  readonly missedCount!: number;

  @ApiProperty({ description: 'Used while the bot was away, and given up by Discord before they came again.' })
  readonly expiredCount!: number;

  @ApiProperty({ type: RecentInteractionsAnswer })
  readonly recent!: RecentInteractionsAnswer;
}

export function interactionsAnswer(use: Seen<InteractionUse>, now: number): InteractionsAnswer {
  const { seenAt, receivedCount, acknowledgedCount, lateCount, missedCount, expiredCount, recent } = use;
  const { count, inTimeCount, p50Ms, p95Ms, p99Ms, ownP95Ms, ageAtReceiptMs } = recent;
  return {
    ageSeconds: age(seenAt, now),
    receivedCount,
    acknowledgedCount,
    lateCount,
    missedCount,
    expiredCount,
    recent: { windowSeconds: RECENT_SECONDS, count, inTimeCount, p50Ms, p95Ms, p99Ms, ownP95Ms, ageAtReceiptMs },
  };
}
