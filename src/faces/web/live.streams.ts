import { Injectable, Logger, type MessageEvent } from '@nestjs/common';
import {
  type Observable,
  ReplaySubject,
  concat,
  concatMap,
  defer,
  finalize,
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
import { type Fragment, changedFragments } from './fragments.js';
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
  /** Epoch milliseconds of the status that was drawn. */
  readonly at: number;
  readonly partials: readonly Fragment[];
  /** What looks different from the time before. */
  readonly changed: readonly MessageEvent[];
}

const nothingDrawn: Drawn = { at: 0, partials: [], changed: [] };

/**
 * Keeps open pages up to date: renders the partials of a scene when the status changes, once for all of its readers,
 * and sends those that look different. Without a reader nothing is rendered.
 */
@Injectable()
export class LiveStreams {
  private readonly logger = new Logger(LiveStreams.name);
  private readonly scenes = new Map<string, Observable<Drawn>>();
  private readonly ticks$: Observable<MessageEvent> = timer(0, TICK_EVERY_MS).pipe(
    map(() => ({ type: 'tick', data: { asOf: new Date(this.status.now().at).toISOString() } })),
  );

  constructor(
    private readonly engine: HandlebarsEngine,
    private readonly status: StatusService,
    private readonly lifecycle: Lifecycle,
  ) {}

  of(scene: Scene): Observable<MessageEvent> {
    const partials = this.drawn(scene).pipe(
      concatMap(({ partials, at, changed }, index) => (index === 0 ? eventsOf(partials, at) : changed)),
    );
    return concat(merge(this.ticks$, partials).pipe(takeUntil(this.lifecycle.closing$)), defer(goodbye));
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
      const drawn = partials.map((name) => this.fragment(name, shown));
      const changed = drawn.flatMap((partial, index) => changedFragments(before.partials[index], partial));
      return { at: status.at, partials: drawn, changed: eventsOf(changed, status.at) };
    } catch (error) {
      // One look that cannot be drawn must not end the stream: the next one may.
      this.logger.error(error, `Could not draw ${key}`);
      return { ...before, changed: [] };
    }
  }

  private fragment(name: string, context: Context): Fragment {
    return { id: name.replace('/', '-'), html: this.engine.render(`partials/${name}`, context) };
  }
}

/** Written out here and now, once for all readers. `at` lets a page that is newer already leave it aside. */
function eventsOf(fragments: readonly Fragment[], at: number): readonly MessageEvent[] {
  return fragments.map((fragment) => ({ type: 'partial', data: JSON.stringify({ ...fragment, at }) }));
}

function goodbye(): Observable<MessageEvent> {
  const retry = BACK_AFTER_MS.least + Math.round(Math.random() * (BACK_AFTER_MS.most - BACK_AFTER_MS.least));
  return of({ type: 'bye', retry, data: {} });
}
