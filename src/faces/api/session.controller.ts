import { Controller, Delete, Get, HttpCode, Ip, Param, UseFilters } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Visiting } from '../../auth/asking.js';
import { Needs } from '../../auth/needs.js';
import { SessionDesk } from '../../auth/session.desk.js';
import type { Visitor } from '../../auth/visitors.js';
import { Recorder } from '../../control/recorder.js';
import { ProblemFilter } from './problem.filter.js';
import { SessionsAnswer, sessionsAnswer } from './session.answer.js';

const NO_CONTENT = 204;

@ApiTags('people')
@UseFilters(ProblemFilter)
@Needs('sessions.own')
@Controller('api/v1/sessions')
export class SessionController {
  constructor(
    private readonly desk: SessionDesk,
    private readonly recorder: Recorder,
  ) {}

  /** Who is signed in: one's own sessions, for admins those of everybody. */
  @Get()
  @ApiOkResponse({ type: SessionsAnswer })
  async read(@Visiting() visitor: Visitor): Promise<SessionsAnswer> {
    return sessionsAnswer(await this.desk.list(visitor));
  }

  /** Signs out everywhere: ends all sessions of whoever asks. */
  @Delete()
  @HttpCode(NO_CONTENT)
  @ApiNoContentResponse()
  async endMine(@Visiting() visitor: Visitor, @Ip() from: string): Promise<void> {
    await this.desk.endMine(visitor, from);
  }

  /** Ends one session, at once and with its open pages. */
  @Delete(':id')
  @HttpCode(NO_CONTENT)
  @ApiNoContentResponse()
  async end(@Visiting() visitor: Visitor, @Ip() from: string, @Param('id') id: string): Promise<void> {
    const { target } = await this.desk.seen(id, visitor);
    const subject = { who: visitor.who, from, deed: 'sessions.own', target, after: 'signed out' } as const;
    await this.recorder.record(subject, () => this.desk.end(id, visitor));
  }
}
