import { Injectable, type MessageEvent } from '@nestjs/common';
import { type Observable, bufferTime, concat, defer, filter as only, finalize, map, of, share, takeUntil } from 'rxjs';
import { type LogEntry, momentOf } from '../../../model/log-entry.js';
import { type LogFilter, matches } from '../../../model/log-filter.js';
import { EventLog } from '../../../monitor/event-log.js';
import { EventReader } from '../../../monitor/event.reader.js';
import { Lifecycle } from '../../../monitor/lifecycle.js';
import { eventRow } from './event-row.view.js';
import { HandlebarsEngine } from '../express/handlebars.engine.js';

/** Milliseconds for which new lines are gathered. */
const SEND_EVERY_MS = 1_000;
/** Lines sent at once; of more the newest. */
const MOST_LINES = 50;
/** To a page that was away: as many as it shows. */
const MOST_MISSED = 500;

/** What one audience looks at. */
export interface EventScene {
  readonly filter: LogFilter;
  /** The same for all who see the very same thing. */
  readonly key: string;
  /** Path under which the readers came. */
  readonly base: string;
}

/** New lines of the event log for open pages: drawn once for all readers of a filter, and only while there are any. */
@Injectable()
export class EventStreams {
  private readonly scenes = new Map<string, Observable<MessageEvent>>();

  constructor(
    private readonly log: EventLog,
    private readonly reader: EventReader,
    private readonly engine: HandlebarsEngine,
    private readonly lifecycle: Lifecycle,
  ) {}

  /**
   * First what the page has not yet, so that nothing is missed between two connections, then what is new.
   *
   * @param newest number of the newest line that the page has; `null` for none
   */
  of(scene: EventScene, newest: number | null = null): Observable<MessageEvent> {
    const missed$ = defer(() => of(this.missed(scene, newest)));
    return concat(missed$, this.coming(scene)).pipe(takeUntil(this.lifecycle.closing$));
  }

  private coming(scene: EventScene): Observable<MessageEvent> {
    const known = this.scenes.get(scene.key);
    if (known) return known;
    const shared = this.log.entries$.pipe(
      only((entry) => matches(entry, scene.filter)),
      bufferTime(SEND_EVERY_MS),
      only((entries) => entries.length > 0),
      map((entries) => this.drawn(scene, entries.reverse().slice(0, MOST_LINES))),
      finalize(() => this.scenes.delete(scene.key)),
      share(),
    );
    this.scenes.set(scene.key, shared);
    return shared;
  }

  private missed(scene: EventScene, newest: number | null): MessageEvent {
    const recent = this.reader.recent(scene.filter);
    if (newest === null) return this.drawn(scene, recent.slice(0, MOST_LINES));
    return this.drawn(scene, recent.filter(({ id }) => id > newest).slice(0, MOST_MISSED));
  }

  /** @param entries newest first */
  private drawn({ base }: EventScene, entries: readonly LogEntry[]): MessageEvent {
    const rows = entries.map((entry) => {
      return this.engine.render('partials/events/row', { ...eventRow(entry, momentOf(entry.id)), base });
    });
    return { type: 'entries', data: JSON.stringify({ rows }) };
  }
}
