import { Body, Controller, Get, HttpCode, Post, Res, UseFilters, ValidationPipe } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiConflictResponse,
  ApiForbiddenResponse,
  ApiHeader,
  ApiOkResponse,
  ApiTags,
} from '@nestjs/swagger';
import type { Response } from 'express';
import { Needs } from '../../auth/needs.js';
import { CommandComparer } from '../../control/command.comparer.js';
import { StatusService } from '../../monitor/status.service.js';
import { ActionAnswer } from './action.answer.js';
import { ActionDesk } from './action.desk.js';
import { CommandDriftAnswer, commandDriftAnswer } from './command-drift.answer.js';
import { CommandComparisonBody, CommandSyncBody } from './command-drift.body.js';
import { ProblemFilter } from './problem.filter.js';

const checked = new ValidationPipe({ transform: true, whitelist: true, forbidNonWhitelisted: true });

/** What is different between the commands in the code and those at Discord, and how it comes in step. */
@ApiTags('commands')
@ApiForbiddenResponse({ description: 'The role is not enough.' })
@UseFilters(ProblemFilter)
@Controller('api/v1/commands')
export class CommandDriftController {
  constructor(
    private readonly status: StatusService,
    private readonly comparer: CommandComparer,
    private readonly desk: ActionDesk,
  ) {}

  /** As it was compared last: at a start, every 15 minutes, and whenever somebody asks. */
  @Get('drift')
  @Needs('look.pages')
  @ApiOkResponse({ type: CommandDriftAnswer })
  read(): CommandDriftAnswer {
    return commandDriftAnswer(this.status.now().snapshot.commandSync);
  }

  /** Compares now, and answers when it is done. Nothing is changed. */
  @Post('drift')
  @HttpCode(200)
  @Needs('commands.sync')
  @ApiOkResponse({ type: CommandDriftAnswer })
  @ApiConflictResponse({ description: 'Discord could not be read; `detail` says why.' })
  async compare(@Body(checked) { guildId }: CommandComparisonBody): Promise<CommandDriftAnswer> {
    await this.comparer.compare(guildId ?? null);
    return this.read();
  }

  /** Writes what differs to Discord, and nothing else. An action: it is in the audit, and done once. */
  @Post('sync')
  @HttpCode(200)
  @Needs('commands.sync')
  @ApiHeader({
    name: 'Idempotency-Key',
    required: false,
    description: 'Names the request: asked again under the same name, it is not done again. 1 to 100 of A-Za-z0-9_.:-',
  })
  @ApiOkResponse({ type: ActionAnswer, description: 'It is over, well or not, as `outcome` says.' })
  @ApiAcceptedResponse({ type: ActionAnswer, description: 'It goes on; `Location` says where to ask later.' })
  @ApiConflictResponse({
    description:
      'It is not possible now (a dry run: Discord could not be read), or the name of the request was used for something else.',
  })
  async sync(
    @Body(checked) body: CommandSyncBody,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ActionAnswer> {
    if (body.dryRun) await this.comparer.compare(/^\d/.test(body.place) ? body.place : null);
    return this.desk.take({ kind: 'commands.sync', place: body.place, isDeleting: body.delete }, body, response);
  }
}
