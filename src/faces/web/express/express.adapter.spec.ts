import { type MessageEvent, Controller, Module, Post, Sse } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { type AddressInfo, type Socket, connect } from 'node:net';
import { type Observable, interval, map } from 'rxjs';
import { FastExpressAdapter } from './express.adapter.js';

/** What takes 10 s at most takes a fifth of a second here. */
const TIME_FACTOR = 50;
const REQUEST_WITHIN_MS = 30_000 / TIME_FACTOR;
const DRIP_EVERY_MS = 10;

const SLOW_FORM = [
  'POST /form HTTP/1.1',
  'Host: 127.0.0.1',
  'Content-Type: application/x-www-form-urlencoded',
  'Content-Length: 60000',
  '\r\n',
].join('\r\n');

@Controller()
class SmallController {
  @Post('form')
  take(): string {
    return 'taken';
  }

  @Sse('stream')
  stream(): Observable<MessageEvent> {
    return interval(DRIP_EVERY_MS).pipe(map((n) => ({ data: String(n) })));
  }
}

@Module({ controllers: [SmallController] })
class SmallModule {}

async function start(timeFactor?: number): Promise<NestExpressApplication> {
  const options = { logger: false } as const;
  const app = await NestFactory.create<NestExpressApplication>(
    SmallModule,
    new FastExpressAdapter(timeFactor),
    options,
  );
  await app.listen(0, '127.0.0.1');
  return app;
}

describe('the server', () => {
  let app: NestExpressApplication;
  const sockets: Socket[] = [];
  beforeAll(async () => (app = await start(TIME_FACTOR)));
  afterAll(async () => {
    for (const socket of sockets) socket.destroy();
    await app.close();
  });

  /** Sends `head` at once, then one byte after the other for ever. @returns what came back until the other side hung up */
  async function drip(head: string, byte: string): Promise<string> {
    const { port } = app.getHttpServer().address() as AddressInfo;
    const socket = connect(port, '127.0.0.1');
    sockets.push(socket);
    socket.write(head);
    const drops = setInterval(() => byte && socket.writable && socket.write(byte), DRIP_EVERY_MS);
    let answer = '';
    socket.on('data', (data: Buffer) => (answer += data.toString()));
    socket.on('error', () => undefined); // it hangs up while we write
    await new Promise((resolve) => socket.once('close', resolve));
    clearInterval(drops);
    return answer;
  }

  it.each([
    ['never begins', '', ''],
    ['sends its headers byte by byte', 'GET /stream HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ', 'x'],
    ['stops in its headers', 'GET /stream HTTP/1.1\r\nHost: 127.0.0.1\r\n', ''],
    ['sends its body byte by byte', SLOW_FORM, 'x'],
    ['stops in its body', SLOW_FORM, ''],
  ])('hangs up on a client that %s', async (_, head, byte) => {
    expect(await drip(head, byte)).not.toContain('taken');
  });

  it('lets a stream stand open for as long as somebody reads', async () => {
    const begun = performance.now();
    const response = await fetch(`${await app.getUrl()}/stream`);
    let eventsAfter = 0;
    for await (const chunk of response.body ?? []) {
      void chunk;
      if (performance.now() - begun > 3 * REQUEST_WITHIN_MS) eventsAfter += 1;
      if (eventsAfter === 10) break;
    }

    expect(eventsAfter).toBe(10);
  });

  it('waits 10 s for the headers of a request and 30 s for all of it', async () => {
    const usual = await start();
    const { headersTimeout, requestTimeout } = usual.getHttpServer();
    await usual.close();

    expect([headersTimeout, requestTimeout]).toEqual([10_000, 30_000]);
  });
});
