import { ApiProperty } from '@nestjs/swagger';
import type { Canary } from '../../model/shard.js';
import { ageSeconds } from './wire.js';

const seconds = { type: Number, nullable: true, description: 'Seconds; null before the first.' } as const;

/** A question to Discord whose answer proves that the whole way works, although nobody uses the bot. */
export class CanaryAnswer {
  @ApiProperty(seconds)
  readonly sentAgeSeconds!: number | null;

  @ApiProperty(seconds)
  readonly answeredAgeSeconds!: number | null;

  @ApiProperty({ description: 'Unanswered ones in a row; 0 after an answer or any event.' })
  readonly missedCount!: number;

  @ApiProperty({ type: Number, nullable: true, description: 'Milliseconds: the true latency of the gateway.' })
  readonly roundTripMs!: number | null;
}

export function canaryAnswer({ sentAt, answeredAt, missedCount, roundTripMs }: Canary, now: number): CanaryAnswer {
  return {
    sentAgeSeconds: ageSeconds(sentAt, now),
    answeredAgeSeconds: ageSeconds(answeredAt, now),
    missedCount,
    roundTripMs,
  };
}
