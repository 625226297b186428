import { Controller, Get, type MessageEvent, Param, Render } from '@nestjs/common';
import type { Observable } from 'rxjs';
import { SeesNames } from '../../../auth/asking.js';
import { Needs } from '../../../auth/needs.js';
import { RecentIncidents } from '../../../incidents/recent-incidents.js';
import type { Guild } from '../../../model/guild.js';
import type { LogEntry } from '../../../model/log-entry.js';
import { Stream } from '../../streams/stream.js';
import { Base } from '../express/base.js';
import { eventRow } from '../events/event-row.view.js';
import type { Context } from '../express/handlebars.engine.js';
import { type Page, Pages } from '../frame/pages.js';
import { ServerDesk } from './server.desk.js';
import { serverUptime, serverView } from './server.view.js';
import { serversPage } from './servers.controller.js';

const PARTS = ['state', 'about', 'shard', 'failures', 'incidents'];

/** One server: whether the bot answers there, and what went wrong. */
@Needs('look.pages')
@Controller()
export class ServerController {
  constructor(
    private readonly pages: Pages,
    private readonly desk: ServerDesk,
    private readonly recent: RecentIncidents,
  ) {}

  @Get('servers/:id')
  @Render('pages/server')
  async show(@Param('id') id: string, @SeesNames() hasNames: boolean): Promise<Context> {
    const guild = this.desk.open(id);
    const [lines, uptime] = await Promise.all([this.desk.lines(guild), this.desk.uptime(guild)]);
    return {
      ...this.pages.now(this.page(guild, hasNames)),
      uptime: serverUptime(uptime),
      lines: lines.map((entry) => eventRow(hidden(entry, hasNames), this.pages.at)),
    };
  }

  @Stream('live/servers/:id')
  live(@Base() base: string, @Param('id') id: string, @SeesNames() hasNames: boolean): Observable<MessageEvent> {
    return this.pages.live(this.page(this.desk.open(id), hasNames), base);
  }

  private page(opened: Guild, hasNames: boolean): Page {
    let guild = opened;
    return {
      name: serversPage,
      title: `Server ${opened.id}`,
      rest: `/${opened.id}`,
      audience: hasNames ? 'names' : '',
      partials: PARTS.map((part) => `server/${part}`),
      view: (status) => {
        guild = this.desk.newest(guild);
        return { server: serverView({ guild, status, incidents: this.recent.all, hasNames }) };
      },
    };
  }
}

function hidden(entry: LogEntry, hasNames: boolean): LogEntry {
  return hasNames ? entry : { ...entry, guildName: null };
}
