import { Body, Controller, Get, Param, Post, Query, Res, type MessageEvent } from '@nestjs/common';
import type { Request, Response } from 'express';
import { randomUUID } from 'node:crypto';
import type { Observable } from 'rxjs';
import { type Asked, askedBy } from '../../../auth/asking.js';
import { Needs } from '../../../auth/needs.js';
import { CommandComparer } from '../../../control/command.comparer.js';
import { ControlService } from '../../../control/control.service.js';
import { Requests } from '../../../control/requests.js';
import { WISH_ID } from '../../../model/action.js';
import { Conflict, NotAllowed, NotFound, Unavailable } from '../../../model/errors.js';
import { may } from '../../../model/may.js';
import type { Status } from '../../../model/status.js';
import type { Who } from '../../../model/who.js';
import { Stream } from '../../streams/stream.js';
import { formOf } from './action-forms.js';
import { type Fields, text } from '../parts/form-field.js';
import { actionView } from './action.view.js';
import { Base } from '../express/base.js';
import type { PageName } from '../frame/page-name.js';
import { Pages } from '../frame/pages.js';
import { syncView } from './sync.view.js';

/** For operators: found where there is something to act on. */
const actionsPage: PageName = { path: 'actions', label: 'Action', icon: 'bolt', deed: 'shard.reconnect' };

/** Characters. */
const LONGEST_REASON = 500;

interface Shown {
  readonly name: string;
  readonly fields: Fields;
  readonly who: Who;
  readonly note: string | null;
}

/** Where an action is confirmed: what it costs, whom it reaches, why. Nothing is done by opening the page. */
@Needs('shard.reconnect')
@Controller()
export class ActionsController {
  constructor(
    private readonly pages: Pages,
    private readonly control: ControlService,
    private readonly requests: Requests,
    private readonly comparer: CommandComparer,
  ) {}

  @Get('actions/:name')
  async show(@Param('name') name: string, @Query() fields: Fields, @Res() response: Response): Promise<void> {
    const who = askedBy(response.req);
    this.check(name, who);
    await this.render(response, { name, fields, who, note: name === 'sync' ? await this.outdated() : null });
  }

  @Post('actions/:name')
  async act(@Param('name') name: string, @Body() body: Fields | undefined, @Res() response: Response): Promise<void> {
    const request: Request & Asked = response.req;
    const who = askedBy(request);
    this.check(name, who);
    const fields = body ?? {};
    const shown = { name, fields, who };
    const action = formOf(name)?.actionOf(fields) ?? null;
    const reason = text(fields['reason']);
    if (!action || reason.length > LONGEST_REASON) {
      response.status(400);
      return this.render(response, { ...shown, note: 'Something is missing or wrong. Look through what you wrote.' });
    }
    try {
      const wish = { id: requestOf(fields), action, reason, from: request.ip ?? null };
      const { number } = await this.control.begin(who, wish);
      response.redirect(303, `${String(response.locals['base'] ?? '')}/audit/${number}`);
    } catch (error) {
      await this.render(response.status(statusOf(error)), { ...shown, note: noteOf(error) });
    }
  }

  /** Only the frame changes while people look. */
  @Stream('live/actions/:name')
  live(@Base() base: string): Observable<MessageEvent> {
    return this.pages.live({ name: actionsPage, partials: [], view: () => ({}) }, base);
  }

  /** A sync is confirmed for what Discord has now. @returns what to say when that is not known */
  private async outdated(): Promise<string | null> {
    const why = await this.comparer.glance();
    return why && `Below is what was found last, for the commands could not be compared just now: ${why}`;
  }

  /** @throws {NotFound} @throws {NotAllowed} */
  private check(name: string, who: Who): void {
    const form = formOf(name);
    if (!form) throw new NotFound(`There is no action ${name}`);
    if (!may(who, form.deed, 'none')) throw new NotAllowed('This needs another role.');
  }

  private async render(response: Response, { name, fields, who, note }: Shown): Promise<void> {
    const cost = this.control.cost.bind(this.control);
    const mayForce = may(who, 'shard.identify.forced', 'none');
    const action = formOf(name)?.actionOf(fields);
    const guildName = action?.kind === 'guild.leave' ? await this.requests.guildName(action.guildId) : null;
    const view = actionView({ name, fields, note, cost, mayForce, guildName, request: randomUUID() });
    if (!view) throw new NotFound(`There is no action ${name}`);
    response.setHeader('Cache-Control', 'no-store');
    const page = {
      name: actionsPage,
      title: view.title,
      rest: `/${name}`,
      partials: [],
      view: (status: Status) => ({ action: view, sync: name === 'sync' ? syncView(status) : null }),
    };
    response.render('pages/action', this.pages.now(page));
  }
}

function requestOf(fields: Fields): string {
  const request = text(fields['request']);
  return WISH_ID.test(request) ? request : randomUUID();
}

function statusOf(error: unknown): number {
  return error instanceof Conflict ? 409 : 503;
}

/** Why it was not done. @throws what the page has no words for */
function noteOf(error: unknown): string {
  if (error instanceof Conflict) return error.message;
  if (error instanceof Unavailable) return `Nothing was done: ${error.message}.`;
  throw error;
}
