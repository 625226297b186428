import { Controller, Get, Header, Query, UseFilters, ValidationPipe } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import { Needs } from '../../auth/needs.js';
import { type EventPage, EventReader } from '../../monitor/event.reader.js';
import { csv } from './csv.js';
import { EventsAnswer, eventAnswer, eventsAnswer } from './event.answer.js';
import { EventQuery, filterOf } from './event.query.js';
import { ProblemFilter } from './problem.filter.js';

const checked = new ValidationPipe({ transform: true, whitelist: true, forbidNonWhitelisted: true });

@ApiTags('events')
@UseFilters(ProblemFilter)
@Needs('look.pages')
@Controller('api/v1')
export class EventController {
  constructor(private readonly events: EventReader) {}

  /** What happened to the bot, newest first. */
  @Get('events')
  @ApiOkResponse({ type: EventsAnswer })
  async read(@Query(checked) query: EventQuery): Promise<EventsAnswer> {
    return eventsAnswer(await this.page(query));
  }

  /** The same for a spreadsheet. */
  @Get('events.csv')
  @Header('Content-Type', 'text/csv; charset=utf-8')
  @Header('Content-Disposition', 'attachment; filename="shardwatch-events.csv"')
  @ApiProduces('text/csv')
  async table(@Query(checked) query: EventQuery): Promise<string> {
    return csv((await this.page(query)).entries.map(eventAnswer));
  }

  private page(query: EventQuery): Promise<EventPage> {
    const before = query.cursor === undefined ? null : Number(query.cursor);
    return this.events.read({ filter: filterOf(query), before, most: query.limit });
  }
}
