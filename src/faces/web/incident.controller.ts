import { Controller, Get, type MessageEvent, Param, Render, Sse } from '@nestjs/common';
import type { Observable } from 'rxjs';
import { Base } from './base.js';
import type { Context } from './handlebars.engine.js';
import { IncidentDesk } from './incident.desk.js';
import { incidentView } from './incident.view.js';
import { type Page, Pages } from './pages.js';
import { incidentsPage } from './shell.view.js';

const PARTS = ['title', 'state', 'figures', 'timeline', 'cause', 'losses', 'told', 'log'];

@Controller()
export class IncidentController {
  constructor(
    private readonly pages: Pages,
    private readonly desk: IncidentDesk,
  ) {}

  @Get('incidents/:id')
  @Render('pages/incident')
  async show(@Param('id') id: string): Promise<Context> {
    return this.pages.now(await this.page(id));
  }

  @Sse('live/incidents/:id')
  async live(@Base() base: string, @Param('id') id: string): Promise<Observable<MessageEvent>> {
    return this.pages.live(await this.page(id), base);
  }

  private async page(id: string): Promise<Page> {
    const look = await this.desk.open(id);
    return {
      name: incidentsPage,
      title: `Incident ${id}`,
      rest: `/${id}`,
      partials: PARTS.map((part) => `incident/${part}`),
      view: ({ at }) => ({ incident: incidentView(look(at), at) }),
    };
  }
}
