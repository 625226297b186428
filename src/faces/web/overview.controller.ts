import { Controller, Get, type MessageEvent, Query, Render, Sse } from '@nestjs/common';
import type { Observable } from 'rxjs';
import { RecentIncidents } from '../../incidents/recent-incidents.js';
import { Base } from './base.js';
import type { Context } from './handlebars.engine.js';
import { LatencyChart } from './latency.chart.js';
import { chartRange } from './latency.view.js';
import { OverviewSources } from './overview.sources.js';
import { overviewView } from './overview.view.js';
import { type Page, Pages } from './pages.js';
import { overviewPage } from './shell.view.js';

@Controller()
export class OverviewController {
  private readonly page: Page = {
    name: overviewPage,
    partials: [
      ...['verdict', 'figures', 'shards', 'budgets', 'incidents'],
      ...['marks', 'connection', 'lately', 'process'],
    ].map((part) => `overview/${part}`),
    view: (status) => overviewView({ ...this.sources.of(status), incidents: this.incidents.all }),
  };

  constructor(
    private readonly pages: Pages,
    private readonly sources: OverviewSources,
    private readonly latency: LatencyChart,
    private readonly incidents: RecentIncidents,
  ) {}

  @Get()
  @Render('pages/overview')
  async show(@Query('range') range: unknown): Promise<Context> {
    const latency = await this.latency.view(chartRange(range));
    return { ...this.pages.now(this.page), latency };
  }

  @Sse('live/overview')
  live(@Base() base: string): Observable<MessageEvent> {
    return this.pages.live(this.page, base);
  }
}
