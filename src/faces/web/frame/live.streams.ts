import { Injectable, Logger, type MessageEvent } from '@nestjs/common';
import { Observable, ReplaySubject, finalize, map, merge, share, takeUntil, timer } from 'rxjs';
import type { Status } from '../../../model/status.js';
import { Lifecycle } from '../../../monitor/lifecycle.js';
import { StatusService } from '../../../monitor/status.service.js';
import { eventId } from '../../streams/resume.js';
import { type Fragment, changedFragments } from './fragments.js';
import { type Context, HandlebarsEngine } from '../express/handlebars.engine.js';

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

/** A partial, and since when it looks like this (epoch milliseconds). */
interface Look extends Fragment {
  readonly since: number;
}

interface Drawn {
  readonly looks: readonly Look[];
  /** All of it, for a reader who begins; oldest first, so that the last id that a reader has stands for those before. */
  readonly all: () => readonly MessageEvent[];
  /** For all others: what looks different from the time before, or a sign of life. */
  readonly news: readonly MessageEvent[];
}

const nothingDrawn: Drawn = { looks: [], all: () => [], news: [] };

/** Scenes without a reader whose last look is kept, so that whoever comes back is sent only what differs. */
const MOST_REMEMBERED = 20;

/**
 * Keeps open pages up to date: renders the partials of a scene when the status changes, once for all of its readers,
 * and sends those that look different. Without a reader nothing is rendered.
 */
@Injectable()
export class LiveStreams {
  private readonly logger = new Logger(LiveStreams.name);
  private readonly scenes = new Map<string, Observable<Drawn>>();
  private readonly remembered = new Map<string, Drawn>();
  private readonly ticks$ = timer(TICK_EVERY_MS, TICK_EVERY_MS).pipe(
    map(() => this.tick()),
    share(),
  );

  constructor(
    private readonly engine: HandlebarsEngine,
    private readonly status: StatusService,
    private readonly lifecycle: Lifecycle,
  ) {}

  /** All of it for a reader who begins, then what is told to all at the same time, at the end a goodbye. */
  of(scene: Scene): Observable<MessageEvent> {
    // By hand, and without a hold on the scene that the reader came with: of either, a thousand would take their memory.
    const told$ = this.told(scene);
    return new Observable((reader) => {
      let hasBegun = false;
      return told$.subscribe({
        next: ({ all, news }) => {
          for (const event of hasBegun ? news : [this.tick(), ...all()]) reader.next(event);
          hasBegun = true;
        },
        complete: () => {
          reader.next(goodbye());
          reader.complete();
        },
      });
    });
  }

  private tick(): MessageEvent {
    return { type: 'tick', data: { asOf: new Date(this.status.now().at).toISOString() } };
  }

  private told(scene: Scene): Observable<Drawn> {
    const { key } = scene;
    const known = this.scenes.get(key);
    if (known) return known;
    let last = this.remembered.get(key) ?? nothingDrawn;
    const drawn$ = this.status.changes$.pipe(map((status) => (last = this.draw(scene, status, last))));
    const ticks$ = this.ticks$.pipe(map((tick) => ({ ...last, news: [tick] })));
    const shared = merge(drawn$, ticks$).pipe(
      takeUntil(this.lifecycle.closing$),
      finalize(() => {
        this.scenes.delete(key);
        this.remember(key, last);
      }),
      share({ connector: () => new ReplaySubject(1) }),
    );
    this.scenes.set(key, shared);
    return shared;
  }

  private remember(key: string, last: Drawn): void {
    this.remembered.delete(key);
    this.remembered.set(key, last);
    const [oldest = ''] = this.remembered.keys();
    if (this.remembered.size > MOST_REMEMBERED) this.remembered.delete(oldest);
  }

  private draw({ partials, context, key }: Scene, status: Status, before: Drawn): Drawn {
    try {
      const { at } = status;
      const shown = context(status);
      const drawn = partials.map((name) => this.fragment(name, shown));
      const changed = drawn.flatMap((partial, index) => changedFragments(before.looks[index], partial));
      const looks = drawn.map((partial, index) => lookOf(partial, before.looks[index], at));
      return { looks, all: allOf(looks, at), news: changed.map((fragment) => eventOf(fragment, at, at)) };
    } catch (error) {
      // One look that cannot be drawn must not end the stream: the next one may.
      this.logger.error(error, `Could not draw ${key}`);
      return { ...before, news: [] };
    }
  }

  private fragment(name: string, context: Context): Fragment {
    return { id: name.replace('/', '-'), html: this.engine.render(`partials/${name}`, context) };
  }
}

function lookOf({ id, html }: Fragment, before: Look | undefined, at: number): Look {
  return { id, html, since: before?.html === html ? before.since : at };
}

/** Made when the first reader asks for it. */
function allOf(looks: readonly Look[], at: number): () => readonly MessageEvent[] {
  let events: readonly MessageEvent[] | null = null;
  return () => (events ??= [...looks].sort((a, b) => a.since - b.since).map((look) => eventOf(look, look.since, at)));
}

/** Written out here and now, once for all readers. `at` lets a page that is newer already leave it aside. */
function eventOf({ id, html }: Fragment, since: number, at: number): MessageEvent {
  return { type: 'partial', id: eventId(since), data: JSON.stringify({ id, html, at }) };
}

function goodbye(): MessageEvent {
  const retry = BACK_AFTER_MS.least + Math.round(Math.random() * (BACK_AFTER_MS.most - BACK_AFTER_MS.least));
  return { type: 'bye', retry, data: {} };
}
