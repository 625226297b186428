import { Controller, Get, Query, UseFilters, ValidationPipe } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Needs } from '../../auth/needs.js';
import { CommandTrend } from '../../monitor/command-trend.js';
import { StatusService } from '../../monitor/status.service.js';
import { CommandQuery } from './command.query.js';
import { CommandFailuresAnswer, CommandsAnswer, commandFailuresAnswer, commandsAnswer } from './commands.answer.js';
import { ProblemFilter } from './problem.filter.js';

const checked = new ValidationPipe({ transform: true, whitelist: true, forbidNonWhitelisted: true });

@ApiTags('commands')
@UseFilters(ProblemFilter)
@Needs('look.pages')
@Controller('api/v1/commands')
export class CommandController {
  constructor(
    private readonly status: StatusService,
    private readonly trend: CommandTrend,
  ) {}

  /** How each command was used, and what became of it. */
  @Get()
  @ApiOkResponse({ type: CommandsAnswer })
  async read(@Query(checked) query: CommandQuery): Promise<CommandsAnswer> {
    const hours = await this.trend.hours();
    const { snapshot, at } = this.status.now();
    return commandsAnswer({ uses: snapshot.commandUses, hours, at }, query);
  }

  /** What went wrong last, by server. */
  @Get('failures')
  @ApiOkResponse({ type: CommandFailuresAnswer })
  failures(): CommandFailuresAnswer {
    const { snapshot, at } = this.status.now();
    return commandFailuresAnswer(snapshot.commandUses, at);
  }
}
