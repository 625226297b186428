import { Injectable, type MessageEvent } from '@nestjs/common';
import type { Observable } from 'rxjs';
import type { Status } from '../../../model/status.js';
import { StatusService } from '../../../monitor/status.service.js';
import type { Context } from '../express/handlebars.engine.js';
import { LiveStreams } from './live.streams.js';
import type { PageName } from './page-name.js';
import { Shell } from './shell.js';

/** One page: its place, what it shows of a status, and which of its partials change while people look. */
export interface Page {
  readonly name: PageName;
  readonly partials: readonly string[];
  /** What tells this page from others with the same name, as the rest of its address: `?show=problems`, `/42`. */
  readonly rest?: string;
  /** Who sees it this way, where not everybody sees the same. */
  readonly audience?: string;
  /** What it is called in the title where that is not its name. */
  readonly title?: string;
  readonly view: (status: Status) => object;
}

/** Partials of the frame around every page. */
const SHELL_PARTIALS = [
  ...['title', 'top-chip', 'bot', 'maintenance'],
  ...['incidents-side', 'incidents-phone', 'differences-side', 'differences-phone'],
].map((part) => `shell/${part}`);

/** Shows pages: each in the frame that all pages share, once, and again whenever the status changes. */
@Injectable()
export class Pages {
  constructor(
    private readonly status: StatusService,
    private readonly streams: LiveStreams,
    private readonly shell: Shell,
  ) {}

  /** The moment that is shown now, epoch milliseconds. */
  get at(): number {
    return this.status.now().at;
  }

  /** What the page's template may know now. */
  now(page: Page): Context {
    return this.contextOf(page, this.status.now());
  }

  /** The page's partials, at once and whenever they change. `base`: the path under which the reader came. */
  live(page: Page, base: string): Observable<MessageEvent> {
    return this.streams.of({
      key: `${base} ${page.name.path}${page.rest ?? ''} ${page.audience ?? ''}`,
      partials: [...SHELL_PARTIALS, ...page.partials],
      context: (status) => ({ ...this.contextOf(page, status), base }),
    });
  }

  private contextOf(page: Page, status: Status): Context {
    const shell = this.shell.view({ ...page.name, label: page.title ?? page.name.label }, status);
    return { ...page.view(status), shell: { ...shell, live: shell.live + (page.rest ?? '') } };
  }
}
