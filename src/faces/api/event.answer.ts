import { ApiProperty } from '@nestjs/swagger';
import {
  type LogDetail,
  type LogEntry,
  type LogLevel,
  type LogSource,
  logLevels,
  logSources,
  momentOf,
} from '../../model/log-entry.js';
import type { EventPage } from '../../monitor/event.reader.js';
import { iso } from './wire.js';

/** One line of the event log. */
export class EventAnswer {
  @ApiProperty({ description: 'Grows with time; no two are the same.' })
  readonly id!: string;

  @ApiProperty({ format: 'date-time' })
  readonly at!: string;

  @ApiProperty({ enum: logLevels })
  readonly level!: LogLevel;

  @ApiProperty({ enum: logSources })
  readonly source!: LogSource;

  @ApiProperty({ type: Number, nullable: true, description: 'null when it concerns the whole bot.' })
  readonly shardId!: number | null;

  @ApiProperty({ type: String, nullable: true })
  readonly guildId!: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'Written by strangers: anything may be in it.' })
  readonly guildName!: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    example: '/rank',
    description: 'What the text is about, by the name that others gave it; it stands before the text.',
  })
  readonly subject!: string | null;

  @ApiProperty({ example: 'answered after 92 ms' })
  readonly text!: string;

  @ApiProperty({
    type: 'object',
    additionalProperties: { oneOf: [{ type: 'string' }, { type: 'number' }] },
    description: 'What else is known: a close code, an error of Discord, the first lines of a stack.',
  })
  readonly detail!: LogDetail;
}

/** A page of the event log. */
export class EventsAnswer {
  @ApiProperty({ type: [EventAnswer], description: 'Newest first.' })
  readonly items!: readonly EventAnswer[];

  @ApiProperty({ type: String, nullable: true, description: '`cursor` of the next page, with older ones.' })
  readonly nextCursor!: string | null;
}

export function eventsAnswer({ entries, next }: EventPage): EventsAnswer {
  return { items: entries.map(eventAnswer), nextCursor: next === null ? null : String(next) };
}

export function eventAnswer({ id, level, source, ...entry }: LogEntry): EventAnswer {
  const { shardId, guildId, guildName, subject, text, detail } = entry;
  return { id: String(id), at: iso(momentOf(id)), level, source, shardId, guildId, guildName, subject, text, detail };
}
