import { Controller, type MessageEvent, NotFoundException, Query } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Test } from '@nestjs/testing';
import { once } from 'node:events';
import { type Socket, connect } from 'node:net';
import { Observable, Subject, concat, of } from 'rxjs';
import { OpenStreams } from '../../auth/open-streams.js';
import { StreamPlaces } from '../../auth/stream-places.js';
import { StreamSettings } from '../../config/stream.settings.js';
import { MOST_WAITING } from './reader.js';
import { eventId } from './resume.js';
import { Stream } from './stream.js';

const opening: readonly MessageEvent[] = [
  { type: 'partial', id: eventId(1_000), data: 'old' },
  { type: 'partial', id: eventId(2_000), data: { lines: 'a\nb' } },
  { type: 'tick', data: 'two\nlines' },
];
const news = new Subject<MessageEvent>();
let readers = 0;

@Controller()
class News {
  @Stream('news')
  async read(@Query('missing') isMissing: string | undefined): Promise<Observable<MessageEvent>> {
    await Promise.resolve();
    if (isMissing !== undefined) throw new NotFoundException();
    return new Observable((reader) => {
      readers += 1;
      const subscription = concat(of(...opening), news).subscribe(reader);
      return () => {
        readers -= 1;
        subscription.unsubscribe();
      };
    });
  }
}

describe('a stream', () => {
  let app: NestExpressApplication;
  let port: number;
  beforeAll(async () => {
    const settings: StreamSettings = { perAddress: 3, total: 5 };
    const module = await Test.createTestingModule({
      controllers: [News],
      providers: [
        { provide: StreamPlaces, useValue: new StreamPlaces(settings) },
        { provide: OpenStreams, useValue: { add: () => undefined } },
      ],
    }).compile();
    app = module.createNestApplication<NestExpressApplication>({ logger: false });
    app.set('trust proxy', true);
    await app.listen(0, '127.0.0.1');
    port = Number(new URL(await app.getUrl()).port);
  });
  afterAll(() => app.close());

  const sockets: Socket[] = [];
  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.destroy();
    await vi.waitFor(() => expect(readers).toBe(0));
  });

  /** A raw socket that has asked for the stream. What it has read so far is in `text`. */
  function open(path = '/news', headers: readonly string[] = []): { readonly socket: Socket; text: string } {
    const socket = connect(port, '127.0.0.1');
    sockets.push(socket);
    const reader = { socket, text: '' };
    socket.on('data', (chunk: Buffer) => (reader.text += chunk.toString()));
    socket.on('error', () => undefined);
    socket.write([`GET ${path} HTTP/1.1`, 'Host: a', ...headers, '', ''].join('\r\n'));
    return reader;
  }

  const from = (address: string) => [`X-Forwarded-For: ${address}`];

  async function opened(...args: Parameters<typeof open>): Promise<ReturnType<typeof open>> {
    const reader = open(...args);
    await vi.waitFor(() => expect(reader.text).toContain('event: tick'));
    return reader;
  }

  it('is written as the standard wants it, at once and whole', async () => {
    const { text } = await opened();

    expect(text).toMatch(/^HTTP\/1.1 200 OK\r\n/);
    expect(text).toContain('Content-Type: text/event-stream');
    expect(text).toContain(`event: partial\nid: ${eventId(1_000)}\ndata: old\n\n`);
    expect(text).toContain('data: {"lines":"a\\nb"}\n\n');
    expect(text).toContain('event: tick\ndata: two\ndata: lines\n\n');
  });

  it.each([
    ['/news', [`Last-Event-ID: ${eventId(2_000)}`]],
    [`/news?after=${eventId(2_000)}`, []],
  ])('leaves out what a reader has already (%s)', async (path, headers) => {
    const { text } = await opened(path, headers);

    expect(text).not.toContain('data: old');
    expect(text).toContain('{"lines"');
  });

  it.each(['ffffffff-2000', '2000', '<script>', '-', eventId(2_000) + '-1'])(
    'gives all to whoever has %s',
    async (id) => {
      expect((await opened('/news', [`Last-Event-ID: ${id}`])).text).toContain('data: old');
    },
  );

  it('cuts off who does not keep up, once 256 KB wait, and nobody else', async () => {
    const [slow, quick] = [await opened(), await opened()];
    slow.socket.pause();
    const closed = once(slow.socket, 'close');
    const event = { type: 'partial', data: 'x'.repeat(MOST_WAITING / 4) };
    for (let turn = 0; turn < 1_000 && readers === 2; turn += 1) {
      news.next(event);
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(readers).toBe(1);

    slow.socket.resume();
    await closed;
    news.next({ type: 'after', data: 'still here' });
    await vi.waitFor(() => expect(quick.text).toContain('still here'));
    expect(slow.text).not.toContain('still here');
  });

  it('lets a first look be as large as it is', async () => {
    const reader = await opened();
    for (let part = 0; part < 100; part += 1) news.next({ type: 'partial', data: 'x'.repeat(10_000) });
    news.next({ type: 'end', data: '' });

    await vi.waitFor(() => expect(reader.text).toContain('event: end'));
  });

  it('has so many places for one address, in words, and gives them back', async () => {
    const held = [await opened(), await opened(), await opened()];
    const refused = open();
    await vi.waitFor(() => expect(refused.text).toContain('3 live pages are open from your address'));
    expect(refused.text).toMatch(/^HTTP\/1.1 429 .*\r\nRetry-After: 30\r\n/s);

    held[0]?.socket.destroy();
    await vi.waitFor(() => expect(readers).toBe(2));
    await opened();
  });

  it('has so many places in all', async () => {
    for (const address of ['192.0.2.1', '192.0.2.2', '192.0.2.3', '192.0.2.4', '192.0.2.5'])
      await opened('/news', from(address));
    const refused = open('/news', from('192.0.2.6'));

    await vi.waitFor(() => expect(refused.text).toContain('5 live pages are open, and more are not allowed'));
    expect(refused.text).toMatch(/^HTTP\/1.1 503 /);
  });

  it('counts a network of IPv6 as one address', async () => {
    for (const part of ['1', '2', '3']) await opened('/news', from(`2001:db8::${part}`));
    const refused = open('/news', from('2001:db8::4'));

    await vi.waitFor(() => expect(refused.text).toContain('HTTP/1.1 429'));
  });

  it('answers a mistake as any other route does, and keeps no place for it', async () => {
    for (let turn = 0; turn < 5; turn += 1) {
      const reader = open('/news?missing', ['Connection: close']);
      await once(reader.socket, 'close');
      expect(reader.text).toMatch(/^HTTP\/1.1 404/);
    }
    await opened();
  });
});
