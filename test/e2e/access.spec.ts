import { type PublicView, may } from '../../src/model/may.js';
import { type Role, roles } from '../../src/model/role.js';
import { anybody } from '../../src/model/who.js';
import { type Route, allRoutes } from '../routes.js';
import { type Shardwatch, startShardwatch } from './start.js';
import { Visitor, signedIn } from './visitor.js';

const DISCORD_TOKEN = `MTE0ODU5MjQ2MzM2NDYzMjU3Ng.abcdef.${'x'.repeat(38)}`;
const API_KEY = 'the-first-key-of-this-house-0123456789';
const REAL = { DISCORD_TOKEN, DISCORD_API_URL: 'http://127.0.0.1:9/api', API_KEY };

/** What Swagger serves besides the routes of Nest. */
const docs = ['/api/docs', '/api/docs/', '/api/docs-json', '/api/docs-yaml', '/API/docs'].map((path): Route => ({
  name: path,
  method: 'GET',
  path,
  policy: { deed: 'look.pages' },
  isStream: false,
}));
const guarded = [...allRoutes(), ...docs].filter(({ policy }) => policy?.deed !== 'open');
const titled = guarded.map((route) => ({ ...route, title: `${route.method} ${route.path}` }));

/** An address of the route; what its parameters name does not exist. */
const addressOf = ({ path }: Route) => path.replace(/[:*](\w+)/g, '1');

let requests = 0;

async function status(app: Shardwatch, route: Route, headers: Record<string, string>): Promise<number> {
  const from = `198.18.${(requests += 1) >> 8}.${requests & 255}`; // so that none is one too many
  const init = { method: route.method, redirect: 'manual', headers: { 'x-forwarded-for': from, ...headers } } as const;
  const response = await fetch(app.url + addressOf(route), init);
  await response.body?.cancel();
  return response.status;
}

describe('who may use', () => {
  let app: Shardwatch;
  const headers: Record<string, Record<string, string>> = {};
  beforeAll(async () => {
    app = await startShardwatch({ ...REAL, TRUST_PROXY: '127.0.0.1', PUBLIC_VIEW: '' });
    for (const role of roles) headers[role] = { authorization: `Bearer ${await keyOf(role)}` };
    const visitor = await signedIn(app);
    headers['ended'] = { cookie: visitor.cookie };
    await visitor.post('/signout');
  });
  afterAll(() => app.stop());

  async function keyOf(role: Role): Promise<string> {
    const answer = await fetch(`${app.url}/api/v1/keys`, {
      method: 'POST',
      headers: { authorization: `Bearer ${API_KEY}`, 'content-type': 'application/json' },
      body: JSON.stringify({ name: role, role }),
    });
    return ((await answer.json()) as { key: string }).key;
  }

  describe.each(titled)('$title', (route) => {
    const { deed = 'open' } = route.policy ?? {};
    const isForAll = deed === 'open' || route.policy?.isForPeople === true;

    it.each(roles)('as %s', async (role) => {
      const isAllowed = isForAll || may({ ...anybody, role }, deed, 'none');
      const answered = await status(app, route, { accept: '*/*', ...headers[role] });

      if (isAllowed) expect([401, 403, 500]).not.toContain(answered);
      else expect(answered).toBe(403);
    });

    it.each([
      ['nobody', () => ({})],
      ['somebody whose session is over', () => headers['ended']],
      ['somebody with a key that is none', () => ({ authorization: `Bearer sw_${'x'.repeat(43)}` })],
      ['somebody with a cookie that is none', () => ({ cookie: `shardwatch-1148592463364632576=${'x'.repeat(43)}` })],
    ])('as %s', async (_, given) => {
      const program = await status(app, route, { accept: '*/*', ...given() });
      const browser = await status(app, route, { accept: 'text/html', ...given() });

      if (isForAll) expect([200, 503]).toContain(program);
      else expect(program).toBe(401);
      expect([401, 303]).toContain(browser);
    });
  });

  it('knows every path of the API description', async () => {
    const answer = await fetch(`${app.url}/api/docs-json`, { headers: headers['viewer'] ?? {} });
    const { paths } = (await answer.json()) as { paths: Record<string, Record<string, unknown>> };
    const described = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    const known = allRoutes().map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`);

    expect(described.length).toBeGreaterThan(15);
    expect(described.filter((one) => !known.includes(one))).toEqual([]);
  });

  it.each(['/nope', '/status/nope', '/.env', '/api/nope', '/assets/nope.css', '/signin/nope'])(
    'learns from %s neither what there is nor how the bot is',
    async (path) => {
      const page = await new Visitor(app).get(path);

      expect([303, 401, 404]).toContain(page.status);
      expect(await page.text()).not.toMatch(/shard|Discord's API/i);
    },
  );

  it.each(['/health/live', '/health/ready', '/health/startup', '/signin'])('%s: everybody', async (path) => {
    expect([200, 503]).toContain((await fetch(app.url + path)).status);
  });

  it('sends people to sign in and back, and tells programs what to send', async () => {
    const page = await new Visitor(app).get('/events?level=error');
    const answer = await fetch(`${app.url}/api/v1/events`);

    expect(page.headers.get('location')).toBe('/signin?next=%2Fevents%3Flevel%3Derror');
    expect(answer.headers.get('www-authenticate')).toBe('Bearer realm="shardwatch"');
    expect(answer.headers.get('content-type')).toMatch('application/problem+json');
    expect(await answer.json()).toMatchObject({ status: 401, title: 'Unauthorized' });
  });
});

describe.each<PublicView>(['status', 'full'])('with PUBLIC_VIEW=%s anybody', (view) => {
  let app: Shardwatch;
  beforeAll(async () => {
    app = await startShardwatch({ ...REAL, TRUST_PROXY: '127.0.0.1', PUBLIC_VIEW: view });
  });
  afterAll(() => app.stop());

  it.each(titled.filter(({ path }) => !path.includes('*')))('$title', async (route) => {
    const { deed = 'open' } = route.policy ?? {};
    const isAllowed = deed === 'open' || route.policy?.isForPeople === true || may(anybody, deed, view);
    const answered = await status(app, route, { accept: '*/*' });

    if (isAllowed) expect([401, 403, 500]).not.toContain(answered);
    else expect(answered).toBe(401);
  });
});
