import { Controller, Get, type MessageEvent, Query, Render } from '@nestjs/common';
import type { Observable } from 'rxjs';
import { Asking, SeesNames } from '../../../auth/asking.js';
import { Needs } from '../../../auth/needs.js';
import { may } from '../../../model/may.js';
import type { Who } from '../../../model/who.js';
import { withoutNames } from '../../../model/without-names.js';
import { Stream } from '../../streams/stream.js';
import { Base } from '../express/base.js';
import type { Context } from '../express/handlebars.engine.js';
import { LatencyChart } from '../charts/latency.chart.js';
import { chartRange } from '../charts/latency.view.js';
import { Curves } from './curves.js';
import { OverviewSources } from './overview.sources.js';
import { overviewView } from './overview.view.js';
import { InNavigation, type PageName } from '../frame/page-name.js';
import { type Page, Pages } from '../frame/pages.js';

const overviewPage: PageName = { path: '', label: 'Overview', icon: 'gauge-high', deed: 'look.status' };

type Query = Readonly<Record<string, unknown>>;

const PARTS = [
  ...['verdict', 'figures', 'shards', 'budgets', 'incidents'],
  ...['marks', 'connection', 'lately', 'process'],
];

@Needs('look.status')
@InNavigation(overviewPage)
@Controller()
export class OverviewController {
  constructor(
    private readonly pages: Pages,
    private readonly sources: OverviewSources,
    private readonly curves: Curves,
    private readonly latency: LatencyChart,
  ) {}

  /** With `?wall`, whatever its value, as a screen that is read from across a room. */
  @Get()
  @Render('pages/overview')
  async show(@SeesNames() hasNames: boolean, @Asking() who: Who, @Query() query: Query): Promise<Context> {
    const latency = await this.latency.view(chartRange(query['range']));
    return { ...this.pages.now(this.page(hasNames, who)), latency, isWall: 'wall' in query };
  }

  @Stream('live/overview')
  live(@SeesNames() hasNames: boolean, @Asking() who: Who, @Base() base: string): Observable<MessageEvent> {
    return this.pages.live(this.page(hasNames, who), base);
  }

  private page(hasNames: boolean, who: Who): Page {
    const mayAct = may(who, 'shard.reconnect', 'none');
    const nameOf = hasNames ? this.sources.nameOf : null;
    return {
      name: overviewPage,
      audience: JSON.stringify({ hasNames, mayAct }),
      partials: [...PARTS, ...(hasNames ? ['errors'] : [])].map((part) => `overview/${part}`),
      view: (status) => {
        const shown = hasNames ? status : withoutNames(status);
        return overviewView({ ...this.sources.of(shown), ...this.curves.now() }, { mayAct, nameOf });
      },
    };
  }
}
