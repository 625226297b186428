import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Shardwatch, startShardwatch, waitFor } from './start.js';
import { Visitor, printedLink, signedIn } from './visitor.js';

/** Of a bot that nobody has; its Discord refuses the connection. */
const DISCORD_TOKEN = `MTE0ODU5MjQ2MzM2NDYzMjU3Ng.abcdef.${'x'.repeat(38)}`;
const NOWHERE = { DISCORD_TOKEN, DISCORD_API_URL: 'http://127.0.0.1:9/api' };
/** As if nobody had set it. */
const BY_DEFAULT = { ...NOWHERE, PUBLIC_VIEW: '' };
/** Its visitors come from many addresses. */
const MANY = { TRUST_PROXY: '127.0.0.1' };
const API_KEY = 'the-first-key-of-this-house-0123456789';

const bearer = (key: string) => ({ authorization: `Bearer ${key}` });

describe('signing in by the link of the log', () => {
  let dataDir: string;
  let app: Shardwatch;
  beforeAll(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'shardwatch-signin-'));
    app = await startShardwatch({ ...BY_DEFAULT, ...MANY, API_KEY, LOG_LEVEL: 'trace' }, { dataDir });
  });
  afterAll(async () => {
    await app.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  /** What `npm run signin-link` prints. */
  async function newLink(): Promise<string> {
    const program = join(import.meta.dirname, '../../dist/cli/signin-link.js');
    const env = { PATH: process.env['PATH'], DATA_DIR: dataDir, DISCORD_TOKEN };
    const { stdout } = await promisify(execFile)(process.execPath, [program], { env, cwd: tmpdir() });
    return /\/signin\/link\/[\w-]{43}/.exec(stdout)?.[0] ?? '';
  }

  /** Somebody who has signed in by a link of their own. */
  async function newcomer(): Promise<Visitor> {
    const visitor = new Visitor(app);
    expect((await visitor.post(await newLink())).status).toBe(303);
    return visitor;
  }

  it('takes a press of a button, which a preview of the link does not do', async () => {
    const link = await printedLink(app);
    const preview = await new Visitor(app).get(link);
    const visitor = new Visitor(app);
    const pressed = await visitor.post(link);

    expect(preview.status).toBe(200);
    expect(preview.headers.getSetCookie()).toEqual([]);
    expect(preview.headers.get('referrer-policy')).toBe('no-referrer');
    expect([pressed.status, pressed.headers.get('location')]).toEqual([303, '/']);
    expect((await visitor.get('/')).status).toBe(200);
  });

  it('works once, and only as it was given', async () => {
    const link = await newLink();
    const [first, second] = [await new Visitor(app).post(link), await new Visitor(app).post(link)];
    const wrong = await new Visitor(app).post(`/signin/link/${'x'.repeat(43)}`);

    expect([first.status, second.status, wrong.status]).toEqual([303, 403, 403]);
    expect([second, wrong].flatMap(({ headers }) => headers.getSetCookie())).toEqual([]);
    expect(await second.text()).toContain('This link does not work any more');
  });

  it('signs in one of many who press at once', async () => {
    const link = await newLink();
    const answers = await Promise.all(Array.from({ length: 8 }, () => new Visitor(app).post(link)));

    expect(answers.map(({ status }) => status).sort()).toEqual([303, ...Array.from({ length: 7 }, () => 403)]);
  });

  it('gives the browser a cookie that no script and no foreign page can use', async () => {
    const [cookie = ''] = (await newcomer()).setCookies;

    expect(cookie).toMatch(/^shardwatch-1148592463364632576=[\w-]{43};/);
    expect(cookie).toMatch(/; HttpOnly/);
    expect(cookie).toMatch(/; SameSite=Lax/);
    expect(cookie).toMatch(/; Path=\/;/);
    expect(cookie).not.toMatch(/; Domain/);
  });

  it('gives a new secret at each sign-in, and ends the old session', async () => {
    const visitor = await newcomer();
    const before = visitor.cookie;
    await visitor.post(await newLink());
    const thief = new Visitor(app);
    thief.cookie = before;

    expect(visitor.cookie).not.toBe(before);
    expect((await visitor.get('/')).status).toBe(200);
    expect((await thief.get('/')).status).toBe(303);
  });

  it('says who is signed in, and signs out; the cookie is worth nothing then', async () => {
    const visitor = await newcomer();
    const { cookie } = visitor;
    const page = await (await visitor.get('/')).text();
    const out = await visitor.post('/signout');
    const later = new Visitor(app);
    later.cookie = cookie;

    expect(page).toContain('Sign-in link');
    expect(page).toContain('Sign out');
    expect([out.status, out.headers.get('location'), visitor.cookie]).toEqual([303, '/signin', '']);
    expect((await later.get('/')).status).toBe(303);
  });

  it.each(['/live/overview', '/live/events', '/api/v1/status/stream'])('ends %s with the session', async (path) => {
    const visitor = await newcomer();
    const { status, ended } = await visitor.stream(path);
    await visitor.post('/signout');
    await ended;

    expect(status).toBe(200);
  });

  it('ends a session that was ended elsewhere, and all of them when it is wished', async () => {
    const [one, other] = [await newcomer(), await newcomer()];
    const { ended } = await other.stream('/live/overview');
    const list = await one.get('/api/v1/sessions', { accept: 'application/json' });
    const { items } = (await list.json()) as { items: { id: string; isThis: boolean }[] };
    const everywhere = await one.post('/settings/sessions/end-mine');
    await ended;

    expect(items.filter(({ isThis }) => isThis)).toHaveLength(1);
    expect(everywhere.status).toBe(303);
    expect([(await one.get('/')).status, (await other.get('/')).status]).toEqual([303, 303]);
  });

  it.each<Record<string, string>>([
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: 'http://127.0.0.1:1' },
  ])('does nothing for a foreign page (%j)', async (headers) => {
    const visitor = await newcomer();
    const refused = await visitor.post('/signout', {}, headers);

    expect(refused.status).toBe(403);
    expect((await visitor.get('/')).status).toBe(200);
  });

  it('writes into the audit who came, who left, and who was not allowed to change something', async () => {
    const [one, other] = [await newcomer(), await newcomer()];
    const headers = { 'content-type': 'application/json', ...bearer(API_KEY) };
    const body = JSON.stringify({ name: 'a small key', role: 'viewer' });
    const made = await fetch(`${app.url}/api/v1/keys`, { method: 'POST', headers, body });
    const { id, key } = (await made.json()) as { id: string; key: string };
    const link = await newLink();
    await one.post(link, {}, { 'sec-fetch-site': 'cross-site' });
    await fetch(`${app.url}/api/v1/keys`, { method: 'POST', headers: { ...headers, ...bearer(key) }, body });
    await other.post('/signout');
    await one.post('/settings/sessions/end-mine');
    const read = async () => {
      const answer = await fetch(`${app.url}/api/v1/audit`, { headers: bearer(API_KEY) });
      return (await answer.json()) as { items: Record<string, unknown>[] };
    };
    const { items } = await waitFor(async () => {
      const page = await read();
      return page.items.some(({ who }) => (who as { name: string }).name === 'a small key') && page;
    }, app);
    await fetch(`${app.url}/api/v1/keys/${id}`, { method: 'DELETE', headers: bearer(API_KEY) });
    const has = (parts: Record<string, unknown>) => expect(items).toContainEqual(expect.objectContaining(parts));

    has({ deed: 'signin', target: 'by a link', after: 'signed in as admin', outcome: 'done' });
    has({ deed: 'signout', after: 'signed out', outcome: 'done' });
    has({ deed: 'signout', target: 'all sessions of the same person', outcome: 'done' });
    has({ deed: 'request', target: 'POST /signin/link/:secret', outcome: 'refused' });
    has({ deed: 'keys.manage', target: 'POST /api/v1/keys', outcome: 'refused' });
    expect(JSON.stringify(items)).not.toContain(link.split('/').at(-1));
  });

  it('keeps a flood of refusals out of the audit', async () => {
    const visitor = await newcomer();
    for (let i = 0; i < 60; i += 1) await visitor.post('/signout', {}, { 'sec-fetch-site': 'cross-site' });
    const answer = await fetch(`${app.url}/api/v1/audit?limit=200`, { headers: bearer(API_KEY) });
    const { items } = (await answer.json()) as { items: { outcome: string }[] };
    const refused = items.filter(({ outcome }) => outcome === 'refused');

    expect(refused.length).toBeGreaterThan(0);
    expect(refused.length).toBeLessThanOrEqual(40);
  });

  it('lets a page of ours do it', async () => {
    const visitor = await newcomer();
    const headers = { origin: app.url, 'sec-fetch-site': 'same-origin' };

    expect((await visitor.post('/signout', {}, headers)).status).toBe(303);
  });

  it('has keys for programs: shown once, with a role, and worth nothing once taken back', async () => {
    const wish = { method: 'POST', headers: { 'content-type': 'application/json', ...bearer(API_KEY) } };
    const body = JSON.stringify({ name: 'the wall', role: 'viewer', days: 30 });
    const made = await fetch(`${app.url}/api/v1/keys`, { ...wish, body });
    const { id, key } = (await made.json()) as { id: string; key: string };
    const status = () => fetch(`${app.url}/api/v1/status`, { headers: bearer(key) });
    const [read, keys] = [await status(), await fetch(`${app.url}/api/v1/keys`, { headers: bearer(key) })];
    const stream = await fetch(`${app.url}/api/v1/status/stream`, { headers: bearer(key) });
    const list = await (await fetch(`${app.url}/api/v1/keys`, { headers: bearer(API_KEY) })).text();
    await fetch(`${app.url}/api/v1/keys/${id}`, { method: 'DELETE', headers: bearer(API_KEY) });
    await stream.text().catch(() => 'cut');
    const audit = await (await fetch(`${app.url}/api/v1/audit`, { headers: bearer(API_KEY) })).text();

    expect([made.status, read.status, keys.status]).toEqual([201, 200, 403]);
    expect(list).toContain('the wall');
    expect(list + audit).not.toContain(key);
    expect(audit).toContain('a new key for the wall');
    expect(audit).toContain(`key ${id}`);
    expect((await status()).status).toBe(401);
  });

  it.each([{}, { name: '', role: 'viewer' }, { name: 'x', role: 'god' }, { name: 'x', role: 'viewer', days: 0 }])(
    'makes no key of %j',
    async (body) => {
      const headers = { 'content-type': 'application/json', ...bearer(API_KEY) };
      const init = { method: 'POST', headers, body: JSON.stringify(body) };

      expect((await fetch(`${app.url}/api/v1/keys`, init)).status).toBe(400);
    },
  );

  it('makes and takes back keys on the settings page, too', async () => {
    const visitor = await newcomer();
    const made = await visitor.post('/settings/keys', { name: 'a <b>board</b>', role: 'viewer', days: '' });
    const page = await made.text();
    const key = /sw_[\w-]{43}/.exec(page)?.[0] ?? '';
    const later = await (await visitor.get('/settings')).text();
    const id = /settings\/keys\/(\w+)\/end/.exec(later)?.[1] ?? '';

    expect((await fetch(`${app.url}/api/v1/status`, { headers: bearer(key) })).status).toBe(200);
    expect(later).toContain('a &lt;b&gt;board&lt;/b&gt;');
    expect(later).not.toContain(key);
    expect((await visitor.post(`/settings/keys/${id}/end`)).status).toBe(303);
    expect((await fetch(`${app.url}/api/v1/status`, { headers: bearer(key) })).status).toBe(401);
  });

  it('keeps no secret in the store and writes none into the log, but for the link at the start', async () => {
    const link = await newLink();
    const visitor = new Visitor(app);
    await visitor.get(link);
    await visitor.post(link);
    const secrets = [link.split('/').at(-1) ?? '?', visitor.cookie.split('=')[1] ?? '?', API_KEY];
    const stored = readdirSync(dataDir).map((name) => readFileSync(join(dataDir, name), 'latin1'));

    expect(secrets.filter((secret) => app.output().includes(secret))).toEqual([]);
    expect(secrets.filter((secret) => stored.some((content) => content.includes(secret)))).toEqual([]);
  });
});

describe('signing in', () => {
  let app: Shardwatch | undefined;
  afterEach(async () => {
    await app?.stop();
    app = undefined;
  });

  it('under TLS gives a cookie that only this very host may set', async () => {
    app = await startShardwatch({ ...BY_DEFAULT, PUBLIC_URL: 'https://127.0.0.1' });
    const visitor = await signedIn(app);

    expect(app.output()).toContain('Sign in (once, within 15 minutes): https://127.0.0.1/signin/link/');
    expect(visitor.setCookies[0]).toMatch(/^__Host-shardwatch-\d+=[\w-]{43}; .*Secure/);
    expect((await visitor.get('/')).status).toBe(200);
  });

  it('by a link can be forbidden', async () => {
    app = await startShardwatch({ ...BY_DEFAULT, SIGNIN_LINK: 'false' });
    const page = await (await new Visitor(app).get('/signin')).text();

    expect(app.output()).not.toContain('/signin/link/');
    expect(page).not.toContain('signin-link');
    expect((await new Visitor(app).post(`/signin/link/${'x'.repeat(43)}`)).status).toBe(403);
  });

  it('takes one click in the demo, and leads to where somebody wanted to go', async () => {
    app = await startShardwatch({ PUBLIC_VIEW: 'none' });
    const visitor = new Visitor(app);
    const asked = await visitor.get('/status?show=problems');
    const page = await (await visitor.get(asked.headers.get('location') ?? '')).text();
    const next = /name="next" value="([^"]*)"/.exec(page)?.[1]?.replaceAll('&#x3D;', '=') ?? '';
    const answer = await visitor.post('/signin/demo', { next });

    expect(asked.headers.get('location')).toBe('/signin?next=%2Fstatus%3Fshow%3Dproblems');
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/status?show=problems']);
    expect(await (await visitor.get('/settings')).text()).toContain('admin');
  });

  it('never leads elsewhere', async () => {
    app = await startShardwatch();
    const answer = await new Visitor(app).post('/signin/demo', { next: '/\\evil.example' });

    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/']);
  });

  it('by one click is for the demo only', async () => {
    app = await startShardwatch(NOWHERE);
    const answer = await new Visitor(app).post('/signin/demo');

    expect([answer.status, answer.headers.getSetCookie()]).toEqual([404, []]);
  });

  it('survives a restart of the program', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'shardwatch-signin-'));
    onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }));
    app = await startShardwatch(BY_DEFAULT, { dataDir });
    const { cookie } = await signedIn(app);
    await app.stop();
    app = await startShardwatch(BY_DEFAULT, { dataDir });
    const visitor = new Visitor(app);
    visitor.cookie = cookie;

    expect((await visitor.get('/')).status).toBe(200);
  });
});
