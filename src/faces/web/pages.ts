import { Injectable, type MessageEvent } from '@nestjs/common';
import type { Observable } from 'rxjs';
import { DiscordConnection } from '../../config/connection.js';
import { GatewaySettings } from '../../config/gateway.settings.js';
import type { Status } from '../../model/status.js';
import { StatusService } from '../../monitor/status.service.js';
import type { Context } from './handlebars.engine.js';
import { LiveStreams } from './live.streams.js';
import { type PageName, type ShellView, shellView } from './shell.view.js';

/** One page: its place, what it shows of a status, and which of its partials change while people look. */
export interface Page {
  readonly name: PageName;
  readonly partials: readonly string[];
  /** What tells this page from others with the same name, as the query of its address: `?show=problems`. */
  readonly query?: string;
  readonly view: (status: Status) => object;
}

/** Partials of the frame around every page. */
const SHELL_PARTIALS = ['shell/title', 'shell/top-chip', 'shell/bot'];

/** Shows pages: each in the frame that all pages share, once, and again whenever the status changes. */
@Injectable()
export class Pages {
  constructor(
    private readonly status: StatusService,
    private readonly streams: LiveStreams,
    private readonly discord: DiscordConnection,
    private readonly gateway: GatewaySettings,
  ) {}

  /** What the page's template may know now. */
  now(page: Page): Context {
    return this.contextOf(page, this.status.now());
  }

  /** The page's partials, at once and whenever they change. `base`: the path under which the reader came. */
  live(page: Page, base: string): Observable<MessageEvent> {
    return this.streams.of({
      key: `${base} ${page.name.path}${page.query ?? ''}`,
      partials: [...SHELL_PARTIALS, ...page.partials],
      context: (status) => ({ ...this.contextOf(page, status), base }),
    });
  }

  private contextOf(page: Page, status: Status): Context {
    const demo = this.discord.mode === 'demo' ? { isTokenUnused: this.gateway.token !== undefined } : null;
    const shell: ShellView = shellView(page.name, status, demo);
    return { ...page.view(status), shell: { ...shell, live: shell.live + (page.query ?? '') } };
  }
}
