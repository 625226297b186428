import { Controller, Get, type MessageEvent, Render, Sse } from '@nestjs/common';
import type { Observable } from 'rxjs';
import { MonitorSettings } from '../../config/monitor.settings.js';
import { TrendService } from '../../monitor/trend.service.js';
import { Base } from './base.js';
import type { Context } from './handlebars.engine.js';
import { overviewView } from './overview.view.js';
import { type Page, Pages } from './pages.js';
import { overviewPage } from './shell.view.js';

@Controller()
export class OverviewController {
  private readonly page: Page = {
    name: overviewPage,
    partials: ['verdict', 'figures', 'shards', 'connection', 'lately', 'process'].map((part) => `overview/${part}`),
    view: (status) => overviewView(status, this.trend.recent(), this.limits),
  };

  constructor(
    private readonly pages: Pages,
    private readonly trend: TrendService,
    private readonly limits: MonitorSettings,
  ) {}

  @Get()
  @Render('pages/overview')
  show(): Context {
    return this.pages.now(this.page);
  }

  @Sse('live/overview')
  live(@Base() base: string): Observable<MessageEvent> {
    return this.pages.live(this.page, base);
  }
}
