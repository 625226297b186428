import { type Shardwatch, startShardwatch } from './start.js';

const forwarded = { 'x-forwarded-prefix': '/bot', 'x-forwarded-proto': 'https', 'x-forwarded-host': 'ops.example.org' };
const html = { accept: 'text/html' };

describe('behind a reverse proxy', () => {
  let app: Shardwatch;
  afterEach(() => app.stop());
  const page = async (path: string, headers: Record<string, string> = {}) =>
    (await fetch(`${app.url}${path}`, { headers: { ...html, ...headers } })).text();

  it('puts the prefix before every link, when the proxy is trusted', async () => {
    app = await startShardwatch({ TRUST_PROXY: '127.0.0.1' });
    const links = [...(await page('/', forwarded)).matchAll(/(?:href|src)="(\/[^"]*)"/g)].map(([, link]) => link ?? '');

    expect(links.length).toBeGreaterThan(5);
    expect(links.filter((link) => !link.startsWith('/bot'))).toEqual([]);
  });

  it('believes nobody else', async () => {
    app = await startShardwatch();

    expect(await page('/', forwarded)).not.toContain('/bot/');
  });

  it('believes no prefix that is none', async () => {
    app = await startShardwatch({ TRUST_PROXY: '127.0.0.1' });

    for (const prefix of ['//evil.example', 'javascript:alert(1)', '/a"onload="x', '/../x', 'https://evil.example']) {
      const text = await page('/', { 'x-forwarded-prefix': prefix });
      expect(text).not.toContain('evil.example');
      expect(text).not.toContain('onload');
      expect(text).not.toContain('javascript:');
    }
  });

  it('takes the prefix from PUBLIC_URL, and serves under it whether or not the proxy strips it', async () => {
    app = await startShardwatch({ PUBLIC_URL: 'https://ops.example.org/bot/' });

    expect(await page('/')).toContain('href="/bot/status"');
    expect((await fetch(`${app.url}/bot/api/v1/status`)).status).toBe(200);
    expect((await fetch(`${app.url}/bot/`, { headers: html })).status).toBe(200);
  });

  it('does not let a proxy hold its streams back', async () => {
    app = await startShardwatch();
    const stopped = new AbortController();
    const { headers } = await fetch(`${app.url}/api/v1/status/stream`, { signal: stopped.signal });
    stopped.abort();

    expect(headers.get('x-accel-buffering')).toBe('no');
    expect(headers.get('cache-control')).toContain('no-transform');
  });
});
