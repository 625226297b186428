import { BadRequestException, Body, Controller, Header, HttpCode, Ip, Param, Post, Render, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Visiting, askedBy } from '../../../auth/asking.js';
import { Keys } from '../../../auth/keys.js';
import { Needs } from '../../../auth/needs.js';
import type { Visitor } from '../../../auth/visitors.js';
import { Recorder } from '../../../control/recorder.js';
import { NotFound } from '../../../model/errors.js';
import { type Role, roles } from '../../../model/role.js';
import type { Context } from '../express/handlebars.engine.js';
import { Pages } from '../frame/pages.js';
import { SettingsSources } from './settings.sources.js';
import { settingsPage } from './settings.controller.js';

const OK = 200;
const DAY_MS = 86_400_000;
const MOST_SERVED = 1_000;
/** One line of text, 1 to 60 characters. */
const NAME = /^[^\p{C}]{1,60}$/u;
/** Up to ten years; nothing for a key that does not end. */
const DAYS = /^(?:|[1-9]\d{0,2}|[12]\d{3}|3[0-5]\d{2}|36[0-4]\d|3650)$/;

/** The forms for keys on the settings page. */
@Needs('keys.manage')
@Controller('settings/keys')
export class KeysController {
  /** Requests that have their key, the newest. */
  private readonly served = new Set<string>();

  constructor(
    private readonly pages: Pages,
    private readonly sources: SettingsSources,
    private readonly keys: Keys,
    private readonly recorder: Recorder,
  ) {}

  /** The answer is the page with the key on it: it is shown this once. Loaded again, that page makes no second key. */
  @Post()
  @HttpCode(OK)
  @Header('Cache-Control', 'no-store')
  @Render('pages/settings')
  async make(@Visiting() visitor: Visitor, @Ip() from: string, @Body() form: unknown): Promise<Context> {
    const { who } = visitor;
    const wish = { ...wishOf(form), madeBy: who.name };
    const subject = { who, from, deed: 'keys.manage', target: `a new key for ${wish.name}`, after: wish.role } as const;
    const isNew = this.isNew(form);
    const made = isNew ? await this.recorder.record(subject, () => this.keys.make(wish)) : null;
    const access = await this.sources.of(visitor, made?.secret);
    return this.pages.now({ name: settingsPage, partials: [], view: () => ({ access }) });
  }

  private isNew(form: unknown): boolean {
    const { request } = (form ?? {}) as { readonly request?: unknown };
    if (typeof request !== 'string') return true;
    if (this.served.has(request)) return false;
    const [oldest] = this.served;
    if (this.served.size >= MOST_SERVED && oldest !== undefined) this.served.delete(oldest);
    this.served.add(request);
    return true;
  }

  @Post(':id/end')
  async end(@Param('id') id: string, @Ip() from: string, @Res() response: Response): Promise<void> {
    if (!(await this.keys.has(id))) throw new NotFound('There is no such key.');
    const who = askedBy(response.req);
    const subject = { who, from, deed: 'keys.manage', target: `key ${id}`, after: 'taken back' } as const;
    await this.recorder.record(subject, () => this.keys.end(id));
    response.redirect(303, `${String(response.locals.base ?? '')}/settings`);
  }
}

/** The form does not let anybody send anything else. */
function wishOf(form: unknown): { name: string; role: Role; endsAt: number | null } {
  const { name, role, days = '' } = (form ?? {}) as Readonly<Record<string, unknown>>;
  const wished = roles.find((one) => one === role);
  const isFine = typeof name === 'string' && NAME.test(name.trim()) && typeof days === 'string' && DAYS.test(days);
  if (!isFine || !wished) throw new BadRequestException();
  return { name: name.trim(), role: wished, endsAt: days === '' ? null : Date.now() + Number(days) * DAY_MS };
}
