import { Controller, Get, type MessageEvent, Param, Query, Render } from '@nestjs/common';
import type { Observable } from 'rxjs';
import { Needs } from '../../../auth/needs.js';
import { AuditReader } from '../../../control/audit.reader.js';
import type { AuditEntry } from '../../../model/audit.js';
import { NotFound } from '../../../model/errors.js';
import { Stream } from '../../streams/stream.js';
import { Base } from '../express/base.js';
import { auditEntryView, auditRow } from './audit.view.js';
import type { Context } from '../express/handlebars.engine.js';
import type { PageName } from '../frame/page-name.js';
import { type Page, Pages } from '../frame/pages.js';

/** For operators: found in their menu. */
const auditPage: PageName = { path: 'audit', label: 'Audit', icon: 'clipboard-list', deed: 'audit.read' };

const ENTRIES_ON_A_PAGE = 50;

/** Who did what, and what came of it. */
@Needs('audit.read')
@Controller()
export class AuditPageController {
  constructor(
    private readonly pages: Pages,
    private readonly audit: AuditReader,
  ) {}

  @Get('audit')
  @Render('pages/audit')
  async list(@Query('before') before: unknown): Promise<Context> {
    const from = typeof before === 'string' && /^\d{1,15}$/.test(before) ? Number(before) : null;
    const { entries, next } = await this.audit.read(from, ENTRIES_ON_A_PAGE);
    const page: Page = {
      name: auditPage,
      partials: [],
      view: ({ at }) => ({ rows: entries.map((entry) => auditRow(entry, at)), isFirst: from === null, next }),
    };
    return this.pages.now(page);
  }

  @Get('audit/:number')
  @Render('pages/audit-entry')
  async show(@Param('number') number: string): Promise<Context> {
    return this.pages.now(this.page(number, await this.one(number)));
  }

  @Stream('live/audit')
  live(@Base() base: string): Observable<MessageEvent> {
    return this.pages.live({ name: auditPage, partials: [], view: () => ({}) }, base);
  }

  @Stream('live/audit/:number')
  async follow(@Base() base: string, @Param('number') number: string): Promise<Observable<MessageEvent>> {
    return this.pages.live(this.page(number, await this.one(number)), base);
  }

  private one(number: string): Promise<AuditEntry> {
    if (!/^\d{1,9}$/.test(number)) throw new NotFound('There is no such action');
    return this.audit.one(Number(number));
  }

  /** What goes on is in the status; what is over stays as it is written. */
  private page(number: string, entry: AuditEntry): Page {
    return {
      name: auditPage,
      title: `Action ${number}`,
      rest: `/${number}`,
      partials: ['audit/entry'],
      view: ({ snapshot, at }) => ({
        entry: auditEntryView(
          entry,
          snapshot.actions.find((action) => action.number === entry.number),
          at,
        ),
      }),
    };
  }
}
