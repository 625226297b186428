import { allRoutes } from '../routes.js';
import { type Shardwatch, startShardwatch } from './start.js';

const API_KEY = 'canary-of-the-first-key-0123456789';

/** Every secret there is, but for the address of a database, which there would have to be. */
const SECRETS = {
  DISCORD_TOKEN: `MTE0ODU5MjQ2MzM2NDYzMjU3Ng.canary.${'x'.repeat(38)}`,
  DISCORD_CLIENT_SECRET: 'canary-client-secret',
  API_KEY,
  METRICS_TOKEN: 'canary-metrics-token',
  ALERT_WEBHOOK_URL: 'http://127.0.0.1:9/canary-webhook',
  HEARTBEAT_URL: 'http://127.0.0.1:9/canary-heartbeat',
};

describe('the settings page', () => {
  let app: Shardwatch;
  beforeAll(async () => {
    const nowhere = { DISCORD_API_URL: 'http://127.0.0.1:9/api', ALERT_LOOPBACK: 'true' };
    app = await startShardwatch({ ...nowhere, ...SECRETS, EVENT_DAYS: '7', LOG_LEVEL: 'trace' });
  });
  afterAll(() => app.stop());

  const get = (path: string, key = API_KEY) =>
    fetch(app.url + path, { headers: { accept: 'text/html', authorization: `Bearer ${key}` }, redirect: 'manual' });

  it('shows an admin what the program runs with', async () => {
    const page = await (await get('/settings')).text();
    const cell = (name: string) => new RegExp(`${name}</code></th><td[^>]*>(.*?)</td>`).exec(page)?.[1] ?? '';

    for (const name of Object.keys(SECRETS)) expect(cell(name)).toMatch(/>set<.*secret/);
    expect(cell('DATABASE_URL')).toMatch(/>not set<.*secret/);
    expect(cell('EVENT_DAYS')).toContain('>7<');
    expect(cell('EVENT_LINES')).toMatch(/>100000<.*default/);
    expect(page).toContain('days for which lines of the event log are kept');
  });

  it.each(['viewer', 'operator'])('shows nothing of it to a key with the role %s', async (role) => {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${API_KEY}` };
    const body = JSON.stringify({ name: role, role });
    const made = await fetch(`${app.url}/api/v1/keys`, { method: 'POST', headers, body });
    const { key } = (await made.json()) as { key: string };
    const answer = await get('/settings', key);

    expect(answer.status).toBe(200);
    expect(await answer.text()).not.toContain('EVENT_DAYS');
  });

  it('gives no secret away, nor does any other page, answer of the API, or line of the log', async () => {
    const paths = allRoutes().filter(
      ({ method, isStream, path }) => method === 'GET' && !isStream && !/[:*]/.test(path),
    );
    const docs = ['/api/docs', '/api/docs-json', '/no/such/page'];
    const texts: string[] = [];
    for (const path of [...paths.map((route) => route.path), ...docs]) texts.push(await (await get(path)).text());

    expect(texts.length).toBeGreaterThan(20);
    expect([...texts, app.output()].filter((text) => text.includes('canary-') || text.includes('.canary.'))).toEqual(
      [],
    );
  });
});
