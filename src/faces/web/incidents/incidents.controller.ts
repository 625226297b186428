import { Controller, Get, type MessageEvent, Query, Render } from '@nestjs/common';
import type { Observable } from 'rxjs';
import { Needs } from '../../../auth/needs.js';
import { IncidentReader } from '../../../incidents/incident.reader.js';
import { RecentIncidents } from '../../../incidents/recent-incidents.js';
import { Unavailable } from '../../../model/errors.js';
import type { IncidentSummary } from '../../../model/incident.js';
import { AvailabilityService } from '../../../monitor/availability.service.js';
import { Stream } from '../../streams/stream.js';
import { Base } from '../express/base.js';
import type { Context } from '../express/handlebars.engine.js';
import { type IncidentsWish, incidentsQuery, incidentsWish } from './incident-filter.js';
import { MOST_ROWS, incidentsView, lastDays, wishedOf } from './incidents.view.js';
import { InNavigation, type PageName } from '../frame/page-name.js';
import { type Page, Pages } from '../frame/pages.js';

export const incidentsPage: PageName = {
  path: 'incidents',
  label: 'Incidents',
  icon: 'clock-rotate-left',
  deed: 'look.pages',
  count: 'incidents',
};

type Query = Readonly<Record<string, unknown>>;

@Needs('look.pages')
@InNavigation(incidentsPage)
@Controller()
export class IncidentsController {
  constructor(
    private readonly pages: Pages,
    private readonly recent: RecentIncidents,
    private readonly reader: IncidentReader,
    private readonly availability: AvailabilityService,
  ) {}

  @Get('incidents')
  @Render('pages/incidents')
  async show(@Query() query: Query): Promise<Context> {
    const wish = incidentsWish(query);
    const older = wish.before === null ? null : await this.before(wish, MOST_ROWS);
    const context = this.pages.now(this.page(wish, older));
    return { ...context, older: await this.olderQuery(wish, older), newest: incidentsQuery({ ...wish, before: null }) };
  }

  @Stream('live/incidents')
  live(@Base() base: string, @Query() query: Query): Observable<MessageEvent> {
    return this.pages.live(this.page(incidentsWish(query), null), base);
  }

  /** What is over for long does not change any more. */
  private page(wish: IncidentsWish, older: readonly IncidentSummary[] | null): Page {
    const { recent, availability } = this;
    const parts = wish.before === null ? ['filter', 'list', 'causes', 'uptime'] : [];
    return {
      name: incidentsPage,
      rest: incidentsQuery(wish),
      partials: parts.map((part) => `incidents/${part}`),
      view: ({ at: now }) =>
        incidentsView({
          ...{ now, cause: wish.cause, older },
          ...{ recent: recent.all, isRead: recent.isRead, availability: availability.now() },
        }),
    };
  }

  /** The query of the next page; `null` where there is none. */
  private async olderQuery(wish: IncidentsWish, shown: readonly IncidentSummary[] | null): Promise<string | null> {
    const last = (shown ?? this.newest(wish)).at(-1);
    try {
      const [next] = await this.before({ ...wish, before: last?.id ?? null }, 1);
      return next ? incidentsQuery({ ...wish, before: next.id + 1 }) : null;
    } catch (error) {
      if (!(error instanceof Unavailable)) throw error;
      return null;
    }
  }

  private newest({ cause }: IncidentsWish): readonly IncidentSummary[] {
    const { recent, pages } = this;
    return wishedOf(lastDays({ recent: recent.all, now: pages.at }), cause).slice(0, MOST_ROWS);
  }

  private async before({ cause, before }: IncidentsWish, most: number): Promise<readonly IncidentSummary[]> {
    const wish = { culprit: cause ?? undefined, before: before ?? undefined, most };
    return (await this.reader.read(wish)).incidents;
  }
}
