import { Controller, Get, type MessageEvent, Query, Render, Sse } from '@nestjs/common';
import type { Observable } from 'rxjs';
import { DiscordConnection } from '../../config/connection.js';
import { MonitorSettings } from '../../config/monitor.settings.js';
import { TrendService } from '../../monitor/trend.service.js';
import { Base } from './base.js';
import type { Context } from './handlebars.engine.js';
import { type Page, Pages } from './pages.js';
import { type ShardFilter, shardFilter } from './shard-table.view.js';
import { statusPage } from './shell.view.js';
import { statusView } from './status.view.js';

@Controller()
export class StatusController {
  constructor(
    private readonly pages: Pages,
    private readonly trend: TrendService,
    private readonly limits: MonitorSettings,
    private readonly connection: DiscordConnection,
  ) {}

  @Get('status')
  @Render('pages/status')
  show(@Query('show') show: unknown): Context {
    return this.pages.now(this.page(shardFilter(show)));
  }

  @Sse('live/status')
  live(@Base() base: string, @Query('show') show: unknown): Observable<MessageEvent> {
    return this.pages.live(this.page(shardFilter(show)), base);
  }

  private page(filter: ShardFilter): Page {
    const { limits, connection } = this;
    const discord = connection.mode === 'demo' ? 'simulated' : new URL(connection.apiUrl).host;
    return {
      name: statusPage,
      rest: filter === 'all' ? '' : `?show=${filter}`,
      partials: ['identity', 'shards', 'missed', 'budgets', 'gateway', 'process'].map((part) => `status/${part}`),
      view: (status) => statusView({ status, trend: this.trend.recent(), limits, filter, discord }),
    };
  }
}
