import { ApiProperty } from '@nestjs/swagger';
import type { Availability } from '../../model/availability.js';
import { iso } from './wire.js';

/** The share of time in which a command would have been answered; weighted by guilds, by shards while none is known. */
export class AvailabilityAnswer {
  @ApiProperty({ format: 'date-time', description: 'When this process started.' })
  readonly startedAt!: string;

  @ApiProperty({ type: Number, nullable: true, minimum: 0, maximum: 1, example: 0.9998 })
  readonly sinceStartRatio!: number | null;

  @ApiProperty({ type: Number, nullable: true, minimum: 0, maximum: 1, example: 1 })
  readonly lastHourRatio!: number | null;
}

export function availabilityAnswer({ startedAt, sinceStart, lastHour }: Availability): AvailabilityAnswer {
  return { startedAt: iso(startedAt), sinceStartRatio: sinceStart, lastHourRatio: lastHour };
}
