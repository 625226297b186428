import { Controller, Get, Header, Query, UseFilters, ValidationPipe } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import { Needs } from '../../auth/needs.js';
import { HistoryReader, type HistoryPage } from '../../monitor/history.reader.js';
import { csv } from './csv.js';
import { HistoryAnswer, historyAnswer, pointAnswer } from './history.answer.js';
import { HistoryQuery } from './history.query.js';
import { ProblemFilter } from './problem.filter.js';

const checked = new ValidationPipe({ transform: true, whitelist: true, forbidNonWhitelisted: true });

@ApiTags('history')
@UseFilters(ProblemFilter)
@Needs('look.pages')
@Controller('api/v1')
export class HistoryController {
  constructor(private readonly history: HistoryReader) {}

  /** How the bot was doing, over time. */
  @Get('history')
  @ApiOkResponse({ type: HistoryAnswer })
  async read(@Query(checked) query: HistoryQuery): Promise<HistoryAnswer> {
    return historyAnswer(await this.page(query), query);
  }

  /** The same for a spreadsheet. */
  @Get('history.csv')
  @Header('Content-Type', 'text/csv; charset=utf-8')
  @Header('Content-Disposition', 'attachment; filename="shardwatch-history.csv"')
  @ApiProduces('text/csv')
  async table(@Query(checked) query: HistoryQuery): Promise<string> {
    const { points } = await this.page(query);
    return csv(points.map((point) => pointAnswer(point, query)));
  }

  private page({ from, until, resolution, limit: most }: HistoryQuery): Promise<HistoryPage> {
    return this.history.read({ from: from?.getTime(), until: until?.getTime(), resolution, most });
  }
}
