import { Controller, Get, type MessageEvent, Query, Render } from '@nestjs/common';
import { type Observable, merge } from 'rxjs';
import { Needs } from '../../../auth/needs.js';
import { EventSettings } from '../../../config/event.settings.js';
import { Unavailable } from '../../../model/errors.js';
import { EventReader } from '../../../monitor/event.reader.js';
import { Stream } from '../../streams/stream.js';
import { Base } from '../express/base.js';
import { type EventsWish, eventsWish, newestOf, queryOf } from './event-filter.js';
import { EventStreams } from './event.streams.js';
import { type EventsFacts, eventsView } from './events.view.js';
import type { Context } from '../express/handlebars.engine.js';
import { InNavigation, type PageName } from '../frame/page-name.js';
import { Pages } from '../frame/pages.js';

const eventsPage: PageName = { path: 'events', label: 'Events', icon: 'list', deed: 'look.pages' };

const LINES_ON_A_PAGE = 50;

type Query = Readonly<Record<string, unknown>>;
type Found = Pick<EventsFacts, 'entries' | 'next' | 'isFromMemory'>;

@Needs('look.pages')
@InNavigation(eventsPage)
@Controller()
export class EventsController {
  constructor(
    private readonly pages: Pages,
    private readonly reader: EventReader,
    private readonly streams: EventStreams,
    private readonly settings: EventSettings,
  ) {}

  @Get('events')
  @Render('pages/events')
  async show(@Query() query: Query): Promise<Context> {
    const wish = eventsWish(query);
    const { settings } = this;
    const found = await this.found(wish);
    return this.pages.now({
      name: eventsPage,
      partials: [],
      rest: queryOf(wish),
      view: (status) => eventsView({ status, wish, settings, ...found }),
    });
  }

  /** The frame, and below it new lines where the page shows the newest. */
  @Stream('live/events')
  live(@Base() base: string, @Query() query: Query): Observable<MessageEvent> {
    const wish = eventsWish(query);
    const frame$ = this.pages.live({ name: eventsPage, partials: [], view: () => ({}) }, base);
    if (wish.before !== null) return frame$;
    const scene = { filter: wish.filter, key: `${base} ${queryOf(wish)}`, base };
    return merge(frame$, this.streams.of(scene, newestOf(query)));
  }

  /** Without the store, what is in memory. */
  private async found({ filter, before }: EventsWish): Promise<Found> {
    try {
      return { ...(await this.reader.read({ filter, before, most: LINES_ON_A_PAGE })), isFromMemory: false };
    } catch (error) {
      if (!(error instanceof Unavailable)) throw error;
      return { entries: this.reader.recent(filter).slice(0, LINES_ON_A_PAGE), next: null, isFromMemory: true };
    }
  }
}
