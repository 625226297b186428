import { Controller, Get, Header, Ip, type MessageEvent, Param, Post, Render, Res } from '@nestjs/common';
import type { Response } from 'express';
import type { Observable } from 'rxjs';
import { Visiting, visitorOf } from '../../../auth/asking.js';
import { Needs } from '../../../auth/needs.js';
import { SessionDesk } from '../../../auth/session.desk.js';
import type { Visitor } from '../../../auth/visitors.js';
import { Recorder } from '../../../control/recorder.js';
import { Stream } from '../../streams/stream.js';
import { Base } from '../express/base.js';
import type { Context } from '../express/handlebars.engine.js';
import type { PageName } from '../frame/page-name.js';
import { Pages } from '../frame/pages.js';
import { SettingsSources } from './settings.sources.js';

/** Under the menu of whoever is signed in. */
export const settingsPage: PageName = { path: 'settings', label: 'Settings', icon: 'gear', deed: 'sessions.own' };

/** Who has a role, who is signed in, and which keys there are. */
@Needs('sessions.own')
@Controller()
export class SettingsController {
  constructor(
    private readonly pages: Pages,
    private readonly sources: SettingsSources,
    private readonly desk: SessionDesk,
    private readonly recorder: Recorder,
  ) {}

  @Get('settings')
  @Header('Cache-Control', 'no-store')
  @Render('pages/settings')
  async show(@Visiting() visitor: Visitor): Promise<Context> {
    const access = await this.sources.of(visitor);
    return this.pages.now({ name: settingsPage, partials: [], view: () => ({ access }) });
  }

  /** The frame only: what stands on the page changes when somebody here does something. */
  @Stream('live/settings')
  live(@Base() base: string): Observable<MessageEvent> {
    return this.pages.live({ name: settingsPage, partials: [], view: () => ({}) }, base);
  }

  @Post('settings/sessions/end-mine')
  async endMine(@Visiting() visitor: Visitor, @Ip() from: string, @Res() response: Response): Promise<void> {
    await this.desk.endMine(visitor, from);
    response.redirect(303, `${String(response.locals.base ?? '')}/signin`);
  }

  @Post('settings/sessions/:id/end')
  async end(@Param('id') id: string, @Ip() from: string, @Res() response: Response): Promise<void> {
    const visitor = visitorOf(response.req);
    const { target } = await this.desk.seen(id, visitor);
    const subject = { who: visitor.who, from, deed: 'sessions.own', target, after: 'signed out' } as const;
    await this.recorder.record(subject, () => this.desk.end(id, visitor));
    response.redirect(303, `${String(response.locals.base ?? '')}/settings`);
  }
}
