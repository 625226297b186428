import express, { type Request, type Response } from 'express';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { LastAnswers } from './last-answers.js';

describe('the last answers', () => {
  let edition = {};
  let made = 0;
  let came = 0;
  let respond: (request: Request, response: Response) => void;
  let server: Server;
  beforeEach(async () => {
    [edition, made, came] = [{}, 0, 0];
    respond = (_request, response) => void response.send(`<p>${String(++made)}</p>${' words'.repeat(500)}`);
    const app = express();
    app.use((request, response, next) => {
      response.locals.base = request.headers['x-base'] ?? '';
      came += 1;
      next();
    });
    const lastAnswers = new LastAnswers(() => edition);
    app.use(lastAnswers.give);
    app.use((_request, response, next) => {
      response.setHeader('X-For-All', 'yes');
      next();
    });
    app.use(lastAnswers.keep);
    app.use((request: Request, response: Response) => {
      response.setHeader('X-Request-Id', String(came));
      respond(request, response);
    });
    await new Promise<void>((resolve) => (server = app.listen(0, '127.0.0.1', () => resolve())));
  });
  afterEach(() => server.close());

  const ask = (path = '/', headers: Record<string, string> = {}, signal?: AbortSignal): Promise<globalThis.Response> =>
    fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`, { headers, signal: signal ?? null });
  const numberIn = async (path?: string, headers?: Record<string, string>): Promise<string | undefined> =>
    /\d+/.exec(await (await ask(path, headers)).text())?.[0];

  it('are made once while nothing new is known, for everybody who is not signed in', async () => {
    expect([await numberIn(), await numberIn(), await numberIn('/status')]).toEqual(['1', '1', '2']);
  });

  it('are made anew as soon as something is known', async () => {
    await numberIn();
    edition = {};

    expect(await numberIn()).toBe('2');
  });

  it.each([
    ['a cookie', '/', { cookie: 'session=x' }],
    ['a key', '/', { authorization: 'Bearer x' }],
    ['a question', '/?range=7d', {}],
    ['another path', '/events', {}],
    ['another way to the pages', '/', { 'x-base': '/ops' }],
  ])('are not for who comes with %s', async (_, path, headers) => {
    await numberIn();

    expect(await numberIn(path, headers)).toBe('2');
  });

  it('do not hold what was made for somebody with a cookie', async () => {
    await numberIn('/', { cookie: 'session=x' });

    expect(await numberIn()).toBe('2');
  });

  it.each([
    ['a refusal', (response: Response) => response.status(403)],
    ['what gives a cookie', (response: Response) => response.setHeader('Set-Cookie', 'a=b')],
  ])('are not %s', async (_, change) => {
    respond = (_request, response) => {
      change(response);
      response.send(String(++made));
    };

    expect([await numberIn(), await numberIn()]).toEqual(['1', '2']);
  });

  it.each(['br', 'gzip', 'identity'])('come as %s to who asks for it, and are the same', async (encoding) => {
    const [first, second] = [
      await ask('/', { 'accept-encoding': encoding }),
      await ask('/', { 'accept-encoding': encoding }),
    ];

    for (const { headers } of [first, second]) {
      expect(headers.get('content-encoding') ?? 'identity').toBe(encoding);
      expect(headers.get('vary')).toBe('Accept-Encoding');
      expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
    }
    expect(await second.text()).toBe(await first.text());
  });

  it('have the headers of every answer, and none that was for one request', async () => {
    const [first, second] = [await ask(), await ask()];

    expect([first, second].map(({ headers }) => headers.get('x-for-all'))).toEqual(['yes', 'yes']);
    expect([first, second].map(({ headers }) => headers.get('x-request-id'))).toEqual(['1', null]);
  });

  it('are not sent again to who has them', async () => {
    const { headers } = await ask();
    // As a browser asks; fetch of itself would say that it wants it whole.
    const again = await ask('/', { 'if-none-match': headers.get('etag') ?? '', 'cache-control': 'max-age=0' });

    expect([again.status, await again.text()]).toEqual([304, '']);
    expect(again.headers.get('x-for-all')).toBe('yes');
  });

  describe('that are still being made', () => {
    let goOn: () => void;
    let held: Promise<void>;
    beforeEach(() => {
      held = new Promise((resolve) => (goOn = resolve));
      respond = (_request, response) => void held.then(() => response.send(String(++made)));
    });
    const numbers = (asked: readonly Promise<globalThis.Response>[]): Promise<string[]> =>
      Promise.all(asked.map(async (one) => (await one).text()));
    const haveCome = (count: number): Promise<void> => vi.waitFor(() => expect(came).toBe(count));

    it('are waited for, and made once', async () => {
      const asked = [ask(), ask(), ask('/', { 'accept-encoding': 'br' })];
      await haveCome(3);
      goOn();

      expect(await numbers(asked)).toEqual(['1', '1', '1']);
    });

    it('are not waited for by who comes when more is known', async () => {
      const first = ask();
      await haveCome(1);
      edition = {};
      const second = ask();
      await haveCome(2);
      goOn();

      expect((await numbers([first, second])).sort()).toEqual(['1', '2']);
    });

    it('are made for each on their own when the first is not for others', async () => {
      respond = (_request, response) =>
        void held.then(() => response.status(made === 0 ? 403 : 200).send(String(++made)));
      const asked = [ask(), ask()];
      await haveCome(2);
      goOn();

      expect((await Promise.all(asked)).map(({ status }) => status).sort()).toEqual([200, 403]);
    });

    it('do not keep the others waiting when the first goes away', async () => {
      respond = (_request, response) => void (came > 1 && response.send(String(++made)));
      const leaving = new AbortController();
      const first = ask('/', {}, leaving.signal);
      await haveCome(1);
      const second = ask();
      await haveCome(2);
      leaving.abort();

      await expect(first).rejects.toThrow();
      expect(await (await second).text()).toBe('1');
    });
  });

  it('are JSON where a program asks', async () => {
    respond = (_request, response) => void response.json({ made: ++made });
    const [first, second] = [await ask('/api/v1/status'), await ask('/api/v1/status')];

    expect(second.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect([await first.json(), await second.json()]).toEqual([{ made: 1 }, { made: 1 }]);
  });
});
