import { type Shardwatch, startShardwatch } from './start.js';

const DISCORD_TOKEN = `MTE0ODU5MjQ2MzM2NDYzMjU3Ng.abcdef.${'x'.repeat(38)}`;
const API_KEY = 'the-first-key-of-this-house-0123456789';
const REAL = { DISCORD_TOKEN, DISCORD_API_URL: 'http://127.0.0.1:9/api', API_KEY };
const WRONG = { authorization: `Bearer sw_${'x'.repeat(43)}` };

const problem = async (response: Response) => (await response.json()) as { status: number; detail: string };

describe('a wrong key', () => {
  let app: Shardwatch;
  beforeAll(async () => (app = await startShardwatch({ ...REAL, PUBLIC_VIEW: 'full' })));
  afterAll(() => app.stop());

  it.each(['*/*', 'text/html'])('is refused where anybody may look without one, for %s', async (accept) => {
    const answer = await fetch(`${app.url}/api/v1/status`, { headers: { accept, ...WRONG }, redirect: 'manual' });
    const page = await fetch(`${app.url}/status`, { headers: { accept, ...WRONG }, redirect: 'manual' });

    expect([answer.status, page.status]).toEqual([401, 401]);
    expect(answer.headers.get('www-authenticate')).toBe('Bearer realm="shardwatch", error="invalid_token"');
    expect(await problem(answer)).toMatchObject({ detail: 'This API key is wrong, was taken back, or has ended.' });
  });

  it('does not hold up a probe, and neither does the word of a proxy for the pages', async () => {
    const probe = await fetch(`${app.url}/health/live`, { headers: WRONG });
    const basic = await fetch(`${app.url}/api/v1/status`, { headers: { authorization: 'Basic YTpi' } });

    expect([probe.status, basic.status]).toEqual([200, 200]);
  });

  it('is told apart from a body that cannot be read', async () => {
    const body = '{"minutes": }';
    const headers = { authorization: `Bearer ${API_KEY}`, 'content-type': 'application/json' };
    const answer = await fetch(`${app.url}/api/v1/actions/maintenance`, { method: 'POST', headers, body });

    expect(answer.status).toBe(400);
    expect((await problem(answer)).detail).toMatch(/^The request cannot be read: .*JSON/);
  });
});

describe('the documentation of the API', () => {
  let app: Shardwatch;
  beforeAll(async () => (app = await startShardwatch({ ...REAL, PUBLIC_VIEW: 'none' })));
  afterAll(() => app.stop());

  it('sends a browser to sign in and back again, and tells a program what to do', async () => {
    const ask = (accept: string) => fetch(`${app.url}/api/docs`, { headers: { accept }, redirect: 'manual' });
    const [browser, program] = [await ask('text/html'), await ask('application/json')];

    expect([browser.status, browser.headers.get('location')]).toEqual([303, '/signin?next=%2Fapi%2Fdocs']);
    expect(await problem(program)).toMatchObject({
      status: 401,
      detail: expect.stringMatching(/^Sign in first/) as string,
    });
  });
});
