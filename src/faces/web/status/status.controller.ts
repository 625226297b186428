import { Controller, Get, type MessageEvent, Query, Render } from '@nestjs/common';
import type { Observable } from 'rxjs';
import { Asking } from '../../../auth/asking.js';
import { Needs } from '../../../auth/needs.js';
import { DiscordConnection } from '../../../config/connection.js';
import { MonitorSettings } from '../../../config/monitor.settings.js';
import { may } from '../../../model/may.js';
import type { Who } from '../../../model/who.js';
import { TrendService } from '../../../monitor/trend.service.js';
import type { Allowed } from './actions.view.js';
import { Stream } from '../../streams/stream.js';
import { Base } from '../express/base.js';
import type { Context } from '../express/handlebars.engine.js';
import { InNavigation, type PageName } from '../frame/page-name.js';
import { type Page, Pages } from '../frame/pages.js';
import { type ShardFilter, shardFilter } from './shard-table.view.js';
import { statusView } from './status.view.js';

const statusPage: PageName = { path: 'status', label: 'Status', icon: 'server', deed: 'look.status' };

const PARTS = ['identity', 'shards', 'missed', 'budgets', 'gateway', 'process'];

@Needs('look.status')
@InNavigation(statusPage)
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
  show(@Query('show') show: unknown, @Asking() who: Who): Context {
    return this.pages.now(this.page(shardFilter(show), allowedTo(who)));
  }

  @Stream('live/status')
  live(@Base() base: string, @Query('show') show: unknown, @Asking() who: Who): Observable<MessageEvent> {
    return this.pages.live(this.page(shardFilter(show), allowedTo(who)), base);
  }

  private page(filter: ShardFilter, allowed: Allowed): Page {
    const { limits, connection } = this;
    const discord = connection.mode === 'demo' ? 'simulated' : new URL(connection.apiUrl).host;
    return {
      name: statusPage,
      rest: filter === 'all' ? '' : `?show=${filter}`,
      audience: JSON.stringify(allowed),
      partials: [...PARTS, ...(allowed.mayAct ? ['actions'] : [])].map((part) => `status/${part}`),
      view: (status) => statusView({ status, trend: this.trend.recent(), limits, filter, allowed, discord }),
    };
  }
}

function allowedTo(who: Who): Allowed {
  return { mayAct: may(who, 'shard.reconnect', 'none'), mayLeave: may(who, 'guild.leave', 'none') };
}
