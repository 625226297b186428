import { Controller, Get, UseFilters } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Needs } from '../../auth/needs.js';
import { AvailabilityService } from '../../monitor/availability.service.js';
import { ProblemFilter } from './problem.filter.js';
import { UptimeAnswer, uptimeAnswer } from './uptime.answer.js';

@ApiTags('history')
@UseFilters(ProblemFilter)
@Needs('look.pages')
@Controller('api/v1/availability')
export class AvailabilityController {
  constructor(private readonly availability: AvailabilityService) {}

  /** For which share of the time a command would have been answered: this hour, 24 hours, up to 90 days, and day by day. */
  @Get()
  @ApiOkResponse({ type: UptimeAnswer })
  read(): UptimeAnswer {
    return uptimeAnswer(this.availability.now());
  }
}
