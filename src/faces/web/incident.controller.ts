import { Controller, Get, type MessageEvent, Param, Render, Sse } from '@nestjs/common';
import type { Observable } from 'rxjs';
import { HistoryRecorder } from '../../monitor/history.recorder.js';
import { Base } from './base.js';
import { chartBands } from './chart-bands.js';
import type { Context } from './handlebars.engine.js';
import { IncidentDesk, type IncidentLook } from './incident.desk.js';
import { incidentView } from './incident.view.js';
import { LatencyChart } from './latency.chart.js';
import { latencyPoint, marksView } from './latency.view.js';
import { type Page, Pages } from './pages.js';
import { incidentsPage } from './shell.view.js';

const PARTS = ['title', 'state', 'figures', 'marks', 'timeline', 'cause', 'losses', 'told', 'log'];

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
  async show(@Param('id') id: string): Promise<Context> {
    const look = await this.desk.open(id);
    const latency = await this.latency.around(look(this.pages.at).incident);
    return { ...this.pages.now(this.page(id, look)), latency };
  }

  @Sse('live/incidents/:id')
  async live(@Base() base: string, @Param('id') id: string): Promise<Observable<MessageEvent>> {
    return this.pages.live(this.page(id, await this.desk.open(id)), base);
  }

  private page(id: string, look: IncidentLook): Page {
    return {
      name: incidentsPage,
      title: `Incident ${id}`,
      rest: `/${id}`,
      partials: PARTS.map((part) => `incident/${part}`),
      view: (status) => {
        const shown = look(status.at);
        const newest = this.recorder.newest().map(latencyPoint);
        return { incident: incidentView(shown, status), marks: marksView(newest, chartBands([shown.incident])) };
      },
    };
  }
}
