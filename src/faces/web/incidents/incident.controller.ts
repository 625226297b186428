import { Controller, Get, type MessageEvent, Param, Render, Req } from '@nestjs/common';
import type { Request } from 'express';
import type { Observable } from 'rxjs';
import { Asking, SeesNames, askedBy } from '../../../auth/asking.js';
import { Needs } from '../../../auth/needs.js';
import { may } from '../../../model/may.js';
import type { Status } from '../../../model/status.js';
import type { Who } from '../../../model/who.js';
import { HistoryRecorder } from '../../../monitor/history.recorder.js';
import { Stream } from '../../streams/stream.js';
import { Base } from '../express/base.js';
import { curvesAround } from '../charts/around.view.js';
import { chartBands } from '../charts/chart-bands.js';
import { type Curves, curvesOf } from '../charts/curves.js';
import type { Context } from '../express/handlebars.engine.js';
import { IncidentDesk, type IncidentLook } from './incident.desk.js';
import { incidentView } from './incident.view.js';
import { LatencyChart } from '../charts/latency.chart.js';
import { marksView } from '../charts/latency.view.js';
import { type Page, Pages } from '../frame/pages.js';
import { incidentsPage } from './incidents.controller.js';

const PARTS = ['title', 'state', 'act', 'now', 'figures', 'marks', 'timeline', 'cause', 'losses', 'told', 'log'];

/** What one reader sees of an incident. */
interface Reading {
  readonly id: string;
  readonly look: IncidentLook;
  readonly who: Who;
  /** Those of the chart on the page: they stay, whatever shards go away later. */
  readonly curves: Curves;
}

@Needs('look.pages')
@Controller()
export class IncidentController {
  constructor(
    private readonly pages: Pages,
    private readonly desk: IncidentDesk,
    private readonly latency: LatencyChart,
    private readonly recorder: HistoryRecorder,
  ) {}

  @Get('incidents/:id')
  @Render('pages/incident')
  async show(@Param('id') id: string, @Asking() who: Who, @SeesNames() hasNames: boolean): Promise<Context> {
    const look = await this.desk.open(id);
    const { incident } = look(this.pages.at);
    const curves = curvesAround(incident);
    const latency = await this.latency.around(incident, curves);
    const page = this.page({ id, look, who, curves });
    const view = (status: Status) => {
      const affected = this.desk.affected(incident, { shardCount: status.figures.shardCount, hasNames });
      return { ...page.view(status), affected };
    };
    return { ...this.pages.now({ ...page, view }), latency };
  }

  @Stream('live/incidents/:id')
  async live(
    @Base() base: string,
    @Param('id') id: string,
    @Req() request: Request,
  ): Promise<Observable<MessageEvent>> {
    const look = await this.desk.open(id);
    const curves = curvesOf(request.query['shard']);
    return this.pages.live(this.page({ id, look, who: askedBy(request), curves }), base);
  }

  private page({ id, look, who, curves }: Reading): Page {
    const mayAct = may(who, 'shard.reconnect', 'none');
    return {
      name: incidentsPage,
      title: `Incident ${id}`,
      rest: `/${id}${curves.rest}`,
      audience: mayAct ? 'acts' : '',
      partials: PARTS.map((part) => `incident/${part}`),
      view: (status) => {
        const shown = look(status.at);
        const newest = this.recorder.newest().map((point) => curves.point(point));
        const marks = marksView(newest, chartBands([shown.incident]));
        return { mayAct, incident: incidentView(shown, status), marks };
      },
    };
  }
}
