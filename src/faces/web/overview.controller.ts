import { Controller, Get, type MessageEvent, Render, Sse } from '@nestjs/common';
import type { Observable } from 'rxjs';
import { MonitorSettings } from '../../config/monitor.settings.js';
import type { Status } from '../../model/status.js';
import { AvailabilityService } from '../../monitor/availability.service.js';
import { TrendService } from '../../monitor/trend.service.js';
import { Base } from './base.js';
import type { Context } from './handlebars.engine.js';
import { type OverviewView, overviewView } from './overview.view.js';
import { type Page, Pages } from './pages.js';
import { overviewPage } from './shell.view.js';

@Controller()
export class OverviewController {
  private readonly page: Page = {
    name: overviewPage,
    partials: ['verdict', 'figures', 'shards', 'budgets', 'connection', 'lately', 'process'].map(
      (part) => `overview/${part}`,
    ),
    view: (status) => this.view(status),
  };

  constructor(
    private readonly pages: Pages,
    private readonly trend: TrendService,
    private readonly limits: MonitorSettings,
    private readonly availability: AvailabilityService,
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

  private view(status: Status): OverviewView {
    const { limits } = this;
    return overviewView({ status, availability: this.availability.now(), trend: this.trend.recent(), limits });
  }
}
