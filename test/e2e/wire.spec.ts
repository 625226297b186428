import { whenOperational } from './status.js';
import { type Shardwatch, startShardwatch } from './start.js';

describe('a page on the wire', () => {
  let app: Shardwatch;
  beforeAll(async () => {
    app = await startShardwatch();
    await whenOperational(app);
  });
  afterAll(() => app.stop());

  const ask = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(app.url + path, { headers: { accept: 'text/html', ...headers } });

  it.each(['/', '/status', '/health', '/commands', '/incidents', '/events', '/api/v1/status'])(
    '%s comes compressed in the way that the reader understands best',
    async (path) => {
      for (const [accepted, encoding] of [
        ['gzip, deflate, br', 'br'],
        ['gzip', 'gzip'],
        ['identity', null],
      ] as const) {
        const { headers } = await ask(path, { 'accept-encoding': accepted });

        expect(headers.get('content-encoding')).toBe(encoding);
        expect(headers.get('vary')).toContain('Accept-Encoding');
        expect(headers.get('cache-control')).toBe('no-cache');
      }
    },
  );

  /** A browser says this when it asks whether what it has still holds; fetch of itself would want it whole. */
  const stillHolds = (etag: string | null): Record<string, string> => ({
    'if-none-match': etag ?? '',
    'cache-control': 'max-age=0',
  });

  it.each(['/', '/status', '/api/v1/status'])('%s is not sent again while it is the same', async (path) => {
    // A second may pass between two questions, and then it is another; sooner or later two are within one.
    await vi.waitFor(
      async () => {
        const first = await ask(path);
        const again = await ask(path, stillHolds(first.headers.get('etag')));
        expect([again.status, await again.text()]).toEqual([304, '']);
      },
      { timeout: 20_000 },
    );
  });

  it.each(['/signin', '/nowhere'])('%s is told apart by its content too', async (path) => {
    expect((await ask(path)).headers.get('etag')).toMatch(/^W\/"/);
  });

  it('is another one as soon as something has changed', async () => {
    const first = (await ask('/')).headers.get('etag');

    await vi.waitFor(async () => expect((await ask('/')).headers.get('etag')).not.toBe(first), { timeout: 20_000 });
  });
});
