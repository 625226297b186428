import { Injectable, Logger, type MessageEvent } from '@nestjs/common';
import {
  type Observable,
  ReplaySubject,
  concat,
  concatMap,
  defer,
  finalize,
  from,
  map,
  merge,
  of,
  scan,
  share,
  takeUntil,
  timer,
} from 'rxjs';
import type { Status } from '../../model/status.js';
import { Lifecycle } from '../../monitor/lifecycle.js';
import { StatusService } from '../../monitor/status.service.js';
import { type Context, HandlebarsEngine } from './handlebars.engine.js';

/** Milliseconds. A page that hears nothing for three of these says so. */
const TICK_EVERY_MS = 5_000;
/** Milliseconds after which a page comes back when this process stops: spread, so that not all come at once. */
const BACK_AFTER_MS = { least: 500, most: 5_000 };

/** What one audience looks at. */
export interface Scene {
  /** The same for all who see the very same thing. */
  readonly key: string;
  /** Names of partials. Each has one root element; its id is the name with a dash for the slash. */
  readonly partials: readonly string[];
  readonly context: (status: Status) => Context;
}

interface Drawn {
  /** HTML of the partials by name. */
  readonly html: ReadonlyMap<string, string>;
  /** All of them as events, for a reader who has just come. */
  readonly all: readonly MessageEvent[];
  /** Those that look different from the time before. */
  readonly changed: readonly MessageEvent[];
}

const nothingDrawn: Drawn = { html: new Map(), all: [], changed: [] };

/**
 * Keeps open pages up to date: renders the partials of a scene when the status changes, once for all of its readers,
 * and sends those that look different. Without a reader nothing is rendered.
 */
@Injectable()
export class LiveStreams {
  private readonly logger = new Logger(LiveStreams.name);
  private readonly scenes = new Map<string, Observable<Drawn>>();

  constructor(
    private readonly engine: HandlebarsEngine,
    private readonly status: StatusService,
    private readonly lifecycle: Lifecycle,
  ) {}

  of(scene: Scene): Observable<MessageEvent> {
    const partials = this.drawn(scene).pipe(concatMap(({ all, changed }, index) => from(index === 0 ? all : changed)));
    return concat(merge(ticks$, partials).pipe(takeUntil(this.lifecycle.closing$)), defer(goodbye));
  }

  private drawn(scene: Scene): Observable<Drawn> {
    const known = this.scenes.get(scene.key);
    if (known) return known;
    const shared = this.status.changes$.pipe(
      scan((before, status) => this.draw(scene, status, before), nothingDrawn),
      finalize(() => this.scenes.delete(scene.key)),
      share({ connector: () => new ReplaySubject(1) }),
    );
    this.scenes.set(scene.key, shared);
    return shared;
  }

  private draw({ partials, context, key }: Scene, status: Status, before: Drawn): Drawn {
    try {
      const shown = context(status);
      const html = new Map(partials.map((name) => [name, this.engine.render(`partials/${name}`, shown)]));
      const events = [...html].map(([name, text]) => ({ name, event: eventOf(name, text, status.at) }));
      const changed = events.filter(({ name }) => html.get(name) !== before.html.get(name));
      return { html, all: events.map(({ event }) => event), changed: changed.map(({ event }) => event) };
    } catch (error) {
      // One look that cannot be drawn must not end the stream: the next one may.
      this.logger.error(error, `Could not draw ${key}`);
      return { ...before, changed: [] };
    }
  }
}

/** Written out here and now, once for all readers. `at` lets a page that is newer already leave it aside. */
function eventOf(name: string, html: string, at: number): MessageEvent {
  return { type: 'partial', data: JSON.stringify({ id: name.replace('/', '-'), html, at }) };
}

const ticks$: Observable<MessageEvent> = timer(0, TICK_EVERY_MS).pipe(
  map(() => ({ type: 'tick', data: { asOf: new Date().toISOString() } })),
);

function goodbye(): Observable<MessageEvent> {
  const retry = BACK_AFTER_MS.least + Math.round(Math.random() * (BACK_AFTER_MS.most - BACK_AFTER_MS.least));
  return of({ type: 'bye', retry, data: {} });
}
