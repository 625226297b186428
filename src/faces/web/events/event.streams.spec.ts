import type { MessageEvent } from '@nestjs/common';
import { join } from 'node:path';
import type { Subscription } from 'rxjs';
import { Redaction } from '../../../config/redaction.js';
import { logNote } from '../../../model/log-entry.js';
import { everyEntry } from '../../../model/log-filter.js';
import { EventLog } from '../../../monitor/event-log.js';
import { EventReader } from '../../../monitor/event.reader.js';
import { Lifecycle } from '../../../monitor/lifecycle.js';
import { EventBook } from '../../../store/event.book.js';
import { Store } from '../../../store/store.js';
import { EventStreams } from './event.streams.js';
import { HandlebarsEngine } from '../express/handlebars.engine.js';

const engine = new HandlebarsEngine(join(import.meta.dirname, '../../../../views'));
const scene = { filter: { ...everyEntry, level: 'warn' as const }, key: 'warn', base: '/bot' };

describe('the stream of new events', () => {
  let log: EventLog;
  let streams: EventStreams;
  let lifecycle: Lifecycle;
  let subscriptions: Subscription[];
  beforeEach(async () => {
    const store = await Store.inMemory('a test');
    onTestFinished(() => store.close());
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'setTimeout', 'clearTimeout'] });
    log = new EventLog(new Redaction((text) => text));
    lifecycle = new Lifecycle();
    streams = new EventStreams(log, new EventReader(new EventBook(store), log), engine, lifecycle);
    subscriptions = [];
  });
  afterEach(() => {
    for (const subscription of subscriptions) subscription.unsubscribe();
    vi.restoreAllMocks();
    vi.useRealTimers();
  });

  const say = (level: 'info' | 'warn', text: string) =>
    log.note(logNote({ level, source: 'gateway', shardId: 3, text }));
  function read(): string[][] {
    const batches: string[][] = [];
    const take = ({ data }: MessageEvent) => batches.push((JSON.parse(data as string) as { rows: string[] }).rows);
    subscriptions.push(streams.of(scene).subscribe(take));
    return batches;
  }
  const texts = (batch: readonly string[] | undefined) => batch?.map((row) => /class="msg">([^<]*)/.exec(row)?.[1]);

  it('begins with what there is, so that nothing is missed between two connections', () => {
    say('warn', 'before');
    say('info', 'not asked for');

    expect(read().map(texts)).toEqual([['before']]);
  });

  it('goes on with what fits, together and newest first, with links below the path of the reader', () => {
    const batches = read();
    for (const text of ['one', 'two']) say('warn', text);
    say('info', 'not asked for');
    vi.advanceTimersByTime(1_000);
    vi.advanceTimersByTime(5_000);

    expect(batches.map(texts)).toEqual([[], ['two', 'one']]);
    expect(batches[1]?.[0]).toContain('href="/bot/events?shard=3"');
  });

  it('is drawn once for all of its readers, and not at all without one', () => {
    const render = vi.spyOn(engine, 'render');
    const readers = [read(), read(), read()];
    say('warn', 'one');
    vi.advanceTimersByTime(1_000);
    expect(readers.map((batches) => texts(batches[1]))).toEqual([['one'], ['one'], ['one']]);
    expect(render).toHaveBeenCalledTimes(1);

    for (const subscription of subscriptions) subscription.unsubscribe();
    say('warn', 'two');
    vi.advanceTimersByTime(1_000);
    expect(render).toHaveBeenCalledTimes(1);
  });

  it('sends the newest 50 of many', () => {
    const batches = read();
    for (let index = 0; index < 80; index += 1) say('warn', String(index));
    vi.advanceTimersByTime(1_000);

    expect(texts(batches[1])).toEqual(Array.from({ length: 50 }, (_, index) => String(79 - index)));
  });

  it('begins, for a page that was away, with all that it has missed', () => {
    say('warn', 'seen');
    for (let index = 0; index < 80; index += 1) say('warn', String(index));
    const batches: string[][] = [];
    const newest = log.recent.find(({ text }) => text === 'seen')?.id ?? null;
    subscriptions.push(
      streams
        .of(scene, newest)
        .subscribe(({ data }) => batches.push((JSON.parse(data as string) as { rows: string[] }).rows)),
    );

    expect(texts(batches[0])).toEqual(Array.from({ length: 80 }, (_, index) => String(79 - index)));
  });

  it('ends when the process stops', () => {
    let isOver = false;
    streams.of(scene).subscribe({ complete: () => (isOver = true) });
    lifecycle.moveTo('closing');

    expect(isOver).toBe(true);
  });
});
