import type { MessageEvent } from '@nestjs/common';
import type { Subscription } from 'rxjs';
import { join } from 'node:path';
import { halfAvailable, instanceSampled, limits, shardChanged, signInChanged } from '../../../../test/make.js';
import { LocalBus } from '../../../bus/local.bus.js';
import { Lifecycle } from '../../../monitor/lifecycle.js';
import { StatusService } from '../../../monitor/status.service.js';
import { momentOfId } from '../../streams/resume.js';
import { HandlebarsEngine } from '../express/handlebars.engine.js';
import { LiveStreams, type Scene } from './live.streams.js';
import { verdictView } from '../overview/verdict.view.js';

const engine = new HandlebarsEngine(join(import.meta.dirname, '../../../../views'));

const partials = ['overview/verdict', 'shell/stale-banner'];

describe('a live stream', () => {
  const subscriptions: Subscription[] = [];
  let bus: LocalBus;
  let lifecycle: Lifecycle;
  let status: StatusService;
  let streams: LiveStreams;
  let drawn: number;
  let scene: Scene;

  beforeEach(() => {
    vi.useFakeTimers({ now: 1_000 });
    bus = new LocalBus();
    lifecycle = new Lifecycle();
    status = new StatusService(bus, limits);
    status.onModuleInit();
    streams = new LiveStreams(engine, status, lifecycle);
    drawn = 0;
    scene = {
      key: 'test',
      partials,
      context: (now) => {
        drawn += 1;
        return { verdict: verdictView(now, halfAvailable, []), shell: { asOf: { iso: 'x', text: 'x' } } };
      },
    };
  });

  afterEach(() => {
    for (const subscription of subscriptions.splice(0)) subscription.unsubscribe();
    status.onModuleDestroy();
    vi.useRealTimers();
  });

  /** Reads the stream as one more browser. */
  function read(): MessageEvent[] {
    const events: MessageEvent[] = [];
    subscriptions.push(streams.of(scene).subscribe((event) => events.push(event)));
    return events;
  }

  function ready(at: number): void {
    for (const event of [instanceSampled({ at }), signInChanged({ at }), shardChanged({ at })]) bus.publish(event);
  }

  const idsOf = (events: readonly MessageEvent[]): unknown[] =>
    events
      .filter(({ type }) => type === 'partial')
      .map(({ data }) => (JSON.parse(data as string) as { id: string }).id);

  const firstPartial = (events: readonly MessageEvent[]): string =>
    events.find(({ type, data }) => type === 'partial' && (data as string).includes('overview-verdict'))
      ?.data as string;

  it('begins with all partials of the page', () => {
    expect(idsOf(read())).toEqual(['overview-verdict', 'shell-stale-banner']);
  });

  it('sends afterwards only what looks different', () => {
    const events = read();
    events.length = 0;

    ready(1_500);
    vi.advanceTimersByTime(1_000);

    expect(idsOf(events)).toEqual(['overview-verdict']);
    expect(firstPartial(events)).toContain('Operational');
  });

  it('is drawn once for all of its readers', () => {
    const readers = [read(), read(), read()];

    ready(1_500);
    vi.advanceTimersByTime(1_000);

    expect(drawn).toBe(2);
    for (const events of readers) expect(idsOf(events)).toHaveLength(3);
  });

  it('is not drawn without a reader', () => {
    read();
    subscriptions.pop()?.unsubscribe();
    drawn = 0;

    ready(1_500);
    vi.advanceTimersByTime(5_000);

    expect(drawn).toBe(0);
  });

  it('gives a reader who comes back what is true now', () => {
    read();
    subscriptions.pop()?.unsubscribe();
    ready(1_500);
    vi.advanceTimersByTime(1_000);

    expect(firstPartial(read())).toContain('Operational');
  });

  it('tells a reader who comes back of each part since when it looks like that, oldest first', () => {
    const momentsOf = (events: readonly MessageEvent[]) =>
      events.filter(({ type }) => type === 'partial').map(({ id }) => momentOfId(id));
    const first = read();
    ready(1_500);
    vi.advanceTimersByTime(1_000);
    subscriptions.pop()?.unsubscribe();

    expect(momentsOf(first)).toEqual([1_000, 1_000, 2_000]);
    expect(momentsOf(read())).toEqual([1_000, 2_000]);
  });

  it('ticks every 5 s with the time of the server', () => {
    const events = read();

    vi.advanceTimersByTime(10_000);

    const ticks = events.filter(({ type }) => type === 'tick').map(({ data }) => data);
    expect(ticks.slice(-2)).toEqual([{ asOf: '1970-01-01T00:00:06.000Z' }, { asOf: '1970-01-01T00:00:11.000Z' }]);
  });

  it('says goodbye when the process stops, with a time to come back that differs from reader to reader', () => {
    let isOver = false;
    const events: MessageEvent[] = [];
    streams.of(scene).subscribe({ next: (event) => events.push(event), complete: () => (isOver = true) });

    lifecycle.moveTo('closing');

    expect(events.at(-1)).toMatchObject({ type: 'bye' });
    expect(events.at(-1)?.retry).toBeGreaterThanOrEqual(500);
    expect(events.at(-1)?.retry).toBeLessThanOrEqual(5_000);
    expect(isOver).toBe(true);
  });

  it('goes on after a look that could not be drawn', () => {
    const { context } = scene;
    let isBroken = true;
    scene = {
      ...scene,
      context: (now) => {
        if (isBroken) throw new Error('a defect');
        return context(now);
      },
    };
    vi.spyOn(streams['logger'], 'error').mockImplementation(() => undefined);
    const events = read();

    isBroken = false;
    ready(1_500);
    vi.advanceTimersByTime(1_000);

    expect(idsOf(events)).toEqual(['overview-verdict', 'shell-stale-banner']);
  });
});
