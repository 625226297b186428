import { ApiProperty } from '@nestjs/swagger';
import type { Availability } from '../../model/availability.js';
import { type Uptime, type UptimeSpan, type UptimeWindow, uptimeWindows } from '../../model/uptime.js';
import { AvailabilityAnswer, availabilityAnswer } from './availability.answer.js';
import { iso, isoOrNull } from './wire.js';

/** Of a span of time. */
export class UptimeSpanAnswer {
  @ApiProperty({ format: 'date-time' }) readonly from!: string;
  @ApiProperty({ format: 'date-time' }) readonly until!: string;

  @ApiProperty({
    type: Number,
    nullable: true,
    minimum: 0,
    maximum: 1,
    description: 'Of the known time; null: no data.',
  })
  readonly ratio!: number | null;

  @ApiProperty({ description: 'Of which anything is known: a process looked, or nothing ran.' })
  readonly knownSeconds!: number;

  @ApiProperty({ description: 'In which a command would have been answered, weighted by guilds.' })
  readonly answeredSeconds!: number;

  @ApiProperty({ description: 'In which nothing ran: known, and not answered.' })
  readonly stoppedSeconds!: number;
}

/** 24 hours, or whole days in UTC, up to now. */
export class UptimeWindowAnswer extends UptimeSpanAnswer {
  @ApiProperty({ enum: uptimeWindows }) readonly name!: UptimeWindow;
}

export class UptimeAnswer extends AvailabilityAnswer {
  @ApiProperty({ type: String, nullable: true, format: 'date-time', description: 'Before it there is no data.' })
  readonly firstStartedAt!: string | null;

  @ApiProperty({ type: [UptimeWindowAnswer], description: 'Empty while nobody has read the history.' })
  readonly windows!: readonly UptimeWindowAnswer[];

  @ApiProperty({ type: [UptimeSpanAnswer], description: 'The last 90 days in UTC, oldest first; the last is today.' })
  readonly days!: readonly UptimeSpanAnswer[];
}

export function uptimeAnswer({ longTerm, ...availability }: Availability): UptimeAnswer {
  return {
    ...availabilityAnswer({ longTerm, ...availability }),
    firstStartedAt: isoOrNull(longTerm?.firstStartedAt ?? null),
    windows: longTerm ? windowsOf(longTerm) : [],
    days: longTerm ? longTerm.days.map(spanAnswer) : [],
  };
}

function windowsOf({ windows }: Uptime): readonly UptimeWindowAnswer[] {
  return uptimeWindows.map((name) => ({ name, ...spanAnswer(windows[name]) }));
}

function spanAnswer({ from, until, ratio, knownMs, answeredMs, stoppedMs }: UptimeSpan): UptimeSpanAnswer {
  return {
    from: iso(from),
    until: iso(until),
    ratio,
    knownSeconds: knownMs / 1_000,
    answeredSeconds: Math.round(answeredMs) / 1_000,
    stoppedSeconds: stoppedMs / 1_000,
  };
}
