import { ApiProperty } from '@nestjs/swagger';
import type { ClockOffset } from '../../model/rest-use.js';
import { age } from './wire.js';

/** How far this machine's clock is from Discord's. */
export class ClockOffsetAnswer {
  @ApiProperty({ description: "Milliseconds; positive when Discord's clock is ahead." })
  readonly offsetMs!: number;

  @ApiProperty({ enum: ['rate_limit', 'date'], description: 'rate_limit is exact to milliseconds, date to a second.' })
  readonly source!: ClockOffset['source'];

  @ApiProperty({ description: 'Seconds since this was measured.' })
  readonly ageSeconds!: number;
}

export function clockOffsetAnswer({ offsetMs, source, measuredAt }: ClockOffset, now: number): ClockOffsetAnswer {
  return { offsetMs, source, ageSeconds: age(measuredAt, now) };
}
