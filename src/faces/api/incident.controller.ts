import {
  BadRequestException,
  Controller,
  Get,
  Param,
  ParseIntPipe,
  Query,
  Res,
  UseFilters,
  ValidationPipe,
} from '@nestjs/common';
import { ApiNotFoundResponse, ApiOkResponse, ApiParam, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Needs } from '../../auth/needs.js';
import { IncidentReader } from '../../incidents/incident.reader.js';
import { NotFound } from '../../model/errors.js';
import type { Incident } from '../../model/incident.js';
import { StatusService } from '../../monitor/status.service.js';
import { IncidentsAnswer, WholeIncidentAnswer, incidentAnswer, wholeIncidentAnswer } from './incident.answer.js';
import { IncidentQuery } from './incident.query.js';
import { incidentReport } from './incident.report.js';
import { ProblemFilter } from './problem.filter.js';

const checked = new ValidationPipe({ transform: true, whitelist: true, forbidNonWhitelisted: true });
const numbered = new ParseIntPipe({
  exceptionFactory: () => new BadRequestException('The number of an incident must be a whole number'),
});
const unknown = { description: 'There is none with this number.' };
const id = { name: 'id', type: Number, description: 'The number of the incident.' };

@ApiTags('incidents')
@UseFilters(ProblemFilter)
@Needs('look.pages')
@Controller('api/v1/incidents')
export class IncidentController {
  constructor(
    private readonly incidents: IncidentReader,
    private readonly status: StatusService,
  ) {}

  /** The times in which the bot did not work as it should, newest first; those that are open as they stand now. */
  @Get()
  @ApiOkResponse({ type: IncidentsAnswer })
  async read(@Query(checked) { cause, open, since, cursor, limit }: IncidentQuery): Promise<IncidentsAnswer> {
    const { incidents, next } = await this.incidents.read({
      culprit: cause,
      isOpen: open,
      since: since?.getTime(),
      before: cursor === undefined ? undefined : Number(cursor),
      most: limit,
    });
    const { at } = this.status.now();
    const items = incidents.map((incident) => incidentAnswer(incident, at));
    return { items, nextCursor: next === null ? null : String(next) };
  }

  /** A report for a post mortem, as Markdown; times are in UTC. */
  @Get(':id.md')
  @ApiParam(id)
  @ApiProduces('text/markdown')
  @ApiNotFoundResponse(unknown)
  async report(@Param('id', numbered) number: number, @Res({ passthrough: true }) response: Response): Promise<string> {
    const report = incidentReport(await this.one(number), this.status.now().at);
    response.attachment(`shardwatch-incident-${number}.md`).type('text/markdown; charset=utf-8');
    return report;
  }

  /** The same as without `.json`, to keep. */
  @Get(':id.json')
  @ApiParam(id)
  @ApiOkResponse({ type: WholeIncidentAnswer })
  @ApiNotFoundResponse(unknown)
  async file(
    @Param('id', numbered) number: number,
    @Res({ passthrough: true }) response: Response,
  ): Promise<WholeIncidentAnswer> {
    const answer = await this.whole(number);
    response.attachment(`shardwatch-incident-${number}.json`);
    return answer;
  }

  /** One incident, with its evidence and its timeline. */
  @Get(':id')
  @ApiParam(id)
  @ApiOkResponse({ type: WholeIncidentAnswer })
  @ApiNotFoundResponse(unknown)
  async whole(@Param('id', numbered) number: number): Promise<WholeIncidentAnswer> {
    return wholeIncidentAnswer(await this.one(number), this.status.now().at);
  }

  private async one(number: number): Promise<Incident> {
    const incident = Number.isSafeInteger(number) ? await this.incidents.one(number) : null;
    if (!incident) throw new NotFound(`There is no incident ${number}. /api/v1/incidents lists what there is.`);
    return incident;
  }
}
