import { Controller, Get, type MessageEvent, Query, Render } from '@nestjs/common';
import type { Observable } from 'rxjs';
import { SeesNames } from '../../../auth/asking.js';
import { Needs } from '../../../auth/needs.js';
import type { GuildPage } from '../../../model/guild-list.js';
import { GuildDirectory } from '../../../monitor/guild.directory.js';
import { Stream } from '../../streams/stream.js';
import { Base } from '../express/base.js';
import type { Context } from '../express/handlebars.engine.js';
import { InNavigation, type PageName } from '../frame/page-name.js';
import { type Page, Pages } from '../frame/pages.js';
import { type ServersWish, serversQuery, serversWish } from './server-filter.js';
import { MOST_SERVERS, serverRows, serversView } from './servers.view.js';

export const serversPage: PageName = {
  path: 'servers',
  label: 'Servers',
  icon: 'users',
  deed: 'look.pages',
  isMinor: true,
};

type Query = Readonly<Record<string, unknown>>;

@Needs('look.pages')
@InNavigation(serversPage)
@Controller()
export class ServersController {
  constructor(
    private readonly pages: Pages,
    private readonly directory: GuildDirectory,
  ) {}

  @Get('servers')
  @Render('pages/servers')
  show(@Query() query: Query, @SeesNames() hasNames: boolean): Context {
    const wish = serversWish(query);
    const page = this.find(wish, hasNames);
    const shown = this.page(wish, page, hasNames);
    const { size } = this.directory;
    return this.pages.now({
      ...shown,
      view: (status) => ({ ...shown.view(status), ...serversView({ status, wish, page, size }) }),
    });
  }

  /** The same servers in the same order for as long as somebody looks: only how they stand changes. */
  @Stream('live/servers')
  live(@Base() base: string, @Query() query: Query, @SeesNames() hasNames: boolean): Observable<MessageEvent> {
    const wish = serversWish(query);
    return this.pages.live(this.page(wish, this.find(wish, hasNames), hasNames), base);
  }

  private page(wish: ServersWish, { guilds }: GuildPage, hasNames: boolean): Page {
    return {
      name: serversPage,
      rest: serversQuery(wish),
      audience: hasNames ? 'names' : '',
      partials: guilds.length > 0 ? ['servers/rows'] : [],
      view: (status) => ({
        rows: serverRows(
          guilds.flatMap(({ id }) => this.directory.one(id) ?? []),
          status,
          hasNames,
        ),
      }),
    };
  }

  private find({ filter, sort, page }: ServersWish, hasNames: boolean): GuildPage {
    const skip = (page - 1) * MOST_SERVERS;
    return this.directory.page({ filter, sort, hasNames, skip, after: null, most: MOST_SERVERS });
  }
}
