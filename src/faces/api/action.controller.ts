import {
  BadRequestException,
  Body,
  Controller,
  Get,
  HttpCode,
  Param,
  ParseIntPipe,
  Post,
  Res,
  UseFilters,
  ValidationPipe,
} from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiConflictResponse,
  ApiForbiddenResponse,
  ApiHeader,
  ApiOkResponse,
  ApiServiceUnavailableResponse,
  ApiTags,
} from '@nestjs/swagger';
import type { Response } from 'express';
import { Needs } from '../../auth/needs.js';
import { AuditReader } from '../../control/audit.reader.js';
import {
  DepartureBody,
  LogLevelBody,
  MaintenanceBody,
  PresenceBody,
  ReconnectingBody,
  ReconnectionBody,
} from './action.body.js';
import { ActionAnswer } from './action.answer.js';
import { ActionDesk } from './action.desk.js';
import { AuditEntryAnswer, auditEntryAnswer } from './audit.answer.js';
import { ProblemFilter } from './problem.filter.js';

const checked = new ValidationPipe({ transform: true, whitelist: true, forbidNonWhitelisted: true });
const numbered = new ParseIntPipe({
  exceptionFactory: () => new BadRequestException('The number of an action must be a whole number'),
});
const MINUTE_MS = 60_000;

/** Each is written into the audit first, and done once, however often it is asked for. */
@ApiTags('actions')
@ApiHeader({
  name: 'Idempotency-Key',
  required: false,
  description: 'Names the request: asked again under the same name, it is not done again. 1 to 100 of A-Za-z0-9_.:-',
})
@ApiOkResponse({ type: ActionAnswer, description: 'It is over, well or not, as `outcome` says.' })
@ApiAcceptedResponse({ type: ActionAnswer, description: 'It goes on; `Location` says where to ask later.' })
@ApiForbiddenResponse({ description: 'The role is not enough. That is written down.' })
@ApiConflictResponse({ description: 'It is not possible now, or the name of the request was used for something else.' })
@ApiServiceUnavailableResponse({ description: 'The audit cannot be written, so nothing was done.' })
@UseFilters(ProblemFilter)
@Controller('api/v1/actions')
export class ActionController {
  constructor(
    private readonly desk: ActionDesk,
    private readonly audit: AuditReader,
  ) {}

  /** Reconnects a shard, or all of them one after the other. */
  @Post('reconnections')
  @HttpCode(200)
  @Needs('shard.reconnect')
  reconnect(
    @Body(checked) body: ReconnectionBody,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ActionAnswer> {
    const { shard: shardId, session, isForced } = body;
    const how = { session, isForced };
    const action =
      shardId === undefined
        ? ({ kind: 'shards.reconnect', ...how } as const)
        : ({ kind: 'shard.reconnect', shardId, ...how } as const);
    return this.desk.take(action, body, response);
  }

  /** Pauses or continues reconnecting. */
  @Post('reconnecting')
  @HttpCode(200)
  @Needs('reconnecting.pause')
  switchReconnecting(
    @Body(checked) body: ReconnectingBody,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ActionAnswer> {
    return this.desk.take({ kind: body.isPaused ? 'reconnecting.pause' : 'reconnecting.continue' }, body, response);
  }

  /** Changes how the bot looks to people. */
  @Post('presence')
  @HttpCode(200)
  @Needs('presence.set')
  setPresence(
    @Body(checked) body: PresenceBody,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ActionAnswer> {
    const presence = { status: body.status, text: body.text || null };
    return this.desk.take({ kind: 'presence.set', presence }, body, response);
  }

  /** Sets the level of the log for a while. */
  @Post('log-level')
  @HttpCode(200)
  @Needs('loglevel.set')
  setLogLevel(
    @Body(checked) body: LogLevelBody,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ActionAnswer> {
    const { level, minutes } = body;
    return this.desk.take({ kind: 'log_level.set', level, forMs: minutes * MINUTE_MS }, body, response);
  }

  /** Begins maintenance, or ends it. */
  @Post('maintenance')
  @HttpCode(200)
  @Needs('maintenance.set')
  setMaintenance(
    @Body(checked) body: MaintenanceBody,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ActionAnswer> {
    const forMs = body.minutes * MINUTE_MS;
    const action =
      forMs === 0 ? ({ kind: 'maintenance.end' } as const) : ({ kind: 'maintenance.begin', forMs } as const);
    return this.desk.take(action, body, response);
  }

  /** Leaves a server. */
  @Post('departures')
  @HttpCode(200)
  @Needs('guild.leave')
  leave(@Body(checked) body: DepartureBody, @Res({ passthrough: true }) response: Response): Promise<ActionAnswer> {
    return this.desk.take({ kind: 'guild.leave', guildId: body.guildId }, body, response);
  }

  /** One action, by its number in the audit. */
  @Get(':number')
  @Needs('audit.read')
  @ApiOkResponse({ type: AuditEntryAnswer })
  async one(@Param('number', numbered) number: number): Promise<AuditEntryAnswer> {
    return auditEntryAnswer(await this.audit.one(number));
  }
}
