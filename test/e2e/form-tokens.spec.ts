import { EmbeddedDiscord } from '../../src/embedded-discord/embedded-discord.js';
import { allRoutes } from '../routes.js';
import { type Shardwatch, startShardwatch } from './start.js';
import { Visitor } from './visitor.js';

const PUBLIC_URL = 'http://127.0.0.1:9444';
const BACK = `${PUBLIC_URL}/signin/discord/back`;
const API_KEY = 'the-first-key-of-this-house-0123456789';

/** Who plays which role here. */
const people = { admin: 'owner', operator: 'developer', viewer: 'read_only' } as const;
const ours = Object.keys(people) as (keyof typeof people)[];
const actions = [
  'reconnect?shard=0',
  'reconnecting?do=pause',
  'presence',
  'log-level',
  'maintenance',
  'leave?guild=123456789012345678',
  'sync',
];

/** Every page there is; of those with a parameter one or more. */
const pages = [
  ...allRoutes()
    .filter(
      ({ method, path, isStream }) => method === 'GET' && !isStream && !/^\/(?:api|live|metrics)\b|[:*]/.test(path),
    )
    .map(({ path }) => path)
    .filter((path) => !/^\/health\/|^\/signin\/discord/.test(path)),
  ...actions.map((name) => `/actions/${name}`),
  ...['/audit/1', '/incidents/1', '/signin/link/guess', '/nowhere'],
];

let discord: EmbeddedDiscord;
let app: Shardwatch;
/** Signed in once; Discord does not let the same application ask for more than a few sign-ins at once. */
const cast = {} as Record<keyof typeof people | 'other', Visitor>;
/** The token that the admin's browser had before it signed in again. */
let oldToken: string | undefined;
beforeAll(async () => {
  discord = await EmbeddedDiscord.start({ shards: 1, guilds: 3, redirectUris: [BACK], isTeamOwned: true });
  app = await startShardwatch({
    ...{ DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.api, DISCORD_CLIENT_SECRET: discord.clientSecret },
    ...{ PUBLIC_URL, PUBLIC_VIEW: 'none', API_KEY, TRUST_PROXY: '127.0.0.1', VIEWER_IDS: await idOf('read_only') },
  });
  for (const role of ours) cast[role] = await signedInAs(role);
  cast.other = await signedInAs('admin');
  oldToken = (await cast.admin.token()).csrf;
  await signedInAs('admin', cast.admin);
});
afterAll(async () => {
  await app.stop();
  await discord.stop();
});

/** Id of whoever has the role in the application's team. */
async function idOf(role: string): Promise<string> {
  const headers = { authorization: `Bot ${discord.token}` };
  const { team } = (await (await fetch(`${discord.api}/v10/applications/@me`, { headers })).json()) as {
    team: { members: { role: string; user: { id: string } }[] };
  };
  return team.members.find((member) => member.role === role)?.user.id ?? '';
}

async function signedInAs(role: keyof typeof people, visitor = new Visitor(app)): Promise<Visitor> {
  const page = (await visitor.get('/signin/discord')).headers.get('location') ?? '';
  const init = { method: 'POST', redirect: 'manual', body: new URLSearchParams({ as: people[role] }) } as const;
  const back = (await fetch(page, init)).headers.get('location') ?? '';
  expect((await visitor.get(back.slice(PUBLIC_URL.length))).status).toBe(303);
  return visitor;
}

/** Forms of a page that change something. */
const formsOf = (html: string) =>
  [...html.matchAll(/<form\b[^>]*method="?post\b[^]*?<\/form>/gi)].map(([form]) => form);

describe('every form that changes something', () => {
  it.each(ours)('has the token of the session: each page for the role %s', async (role) => {
    const visitor = cast[role];
    const other = await cast.other.token();
    const { csrf = '' } = await visitor.token();
    const shown = await Promise.all(pages.map(async (path) => formsOf(await (await visitor.get(path)).text())));

    expect(csrf).toMatch(/^[\w-]{43}$/);
    expect(csrf).not.toBe(other.csrf);
    expect(shown.flat().length).toBeGreaterThan(10);
    expect(shown.flat().filter((form) => !form.includes(`name="csrf" value="${csrf}"`))).toEqual([]);
  });

  it('is on pages that were walked: to sign out, for sessions, keys and each action', async () => {
    const visitor = cast.admin;
    await visitor.post('/settings/keys', { name: 'x', role: 'viewer', days: '1' });
    const html = await Promise.all(pages.map(async (path) => (await visitor.get(path)).text()));
    const targets = html.flatMap((page) => formsOf(page).map((form) => /action="([^"]*)"/.exec(form)?.[1] ?? ''));
    const known = new Set(targets.map((target) => target.replace(/\/\w+(?=\/end$)/, '/:id')));

    expect([...known].sort()).toEqual(
      [
        ...actions.map((name) => `/actions/${name.split('?')[0]}`),
        '/commands/compare',
        ...['/settings/keys', '/settings/keys/:id/end', '/settings/sessions/:id/end', '/settings/sessions/end-mine'],
        '/signout',
      ].sort(),
    );
  });
});

describe('a form', () => {
  const wrong: [string, () => Promise<string | undefined> | string | undefined][] = [
    ['without a token', () => undefined],
    ['with an empty token', () => ''],
    ["with another session's token", async () => (await cast.other.token()).csrf],
    ['with the token of an older session of the same browser', () => oldToken],
  ];

  async function changed(): Promise<unknown> {
    const headers = { authorization: `Bearer ${API_KEY}` };
    const read = async (path: string) =>
      (await (await fetch(`${app.url}/api/v1/${path}`, { headers })).json()) as Items;
    const audit = (await read('audit?limit=200')).items.filter(({ outcome }) => outcome !== 'refused');
    return { audit, keys: (await read('keys')).items, sessions: (await read('sessions')).items.map(({ id }) => id) };
  }
  type Items = { readonly items: readonly { readonly id: string; readonly outcome?: string }[] };

  const targets: [string, Record<string, string>][] = [
    ['/signout', {}],
    ['/settings/sessions/end-mine', {}],
    ['/settings/keys', { name: 'mine', role: 'admin', days: '' }],
    ['/actions/presence', { status: 'dnd', text: 'x', minutes: '5' }],
    ['/actions/reconnect', { shard: '0', session: 'resume' }],
  ];

  describe.each(wrong)('%s', (_, tokenOf) => {
    it.each(targets)('changes nothing: %s', async (path, fields) => {
      const visitor = cast.admin;
      const token = await tokenOf();
      const before = await changed();
      const body = new URLSearchParams({ ...fields, ...(token === undefined ? {} : { csrf: token }) });
      const answer = await visitor.send(path, { method: 'POST', body });

      expect(answer.status).toBe(403);
      expect(await answer.text()).toMatch(/load the page again/i);
      expect((await visitor.get('/')).status).toBe(200);
      expect(await changed()).toEqual(before);
    });
  });

  it.each([
    ['text/plain', '{"name":"mine","role":"admin"}'],
    ['application/x-www-form-urlencoded', 'name=mine&role=admin'],
    ['multipart/form-data; boundary=x', '--x\r\nContent-Disposition: form-data; name="name"\r\n\r\nmine\r\n--x--\r\n'],
    ['text/plain; application/json', '{"name":"mine","role":"admin"}'],
  ])('cannot reach the API with a session either (%s); JSON can', async (type, body) => {
    const visitor = cast.admin;
    const post = (contentType: string, text: string) =>
      visitor.send('/api/v1/keys', {
        method: 'POST',
        body: text,
        headers: { accept: 'application/json', 'content-type': contentType },
      });
    const before = await changed();
    const answer = await post(type, body);

    expect(answer.status).toBe(403);
    expect(answer.headers.get('content-type')).toMatch('application/problem+json');
    expect(await changed()).toEqual(before);
    expect((await post('application/json', JSON.stringify({ name: 'mine', role: 'viewer' }))).status).toBe(201);
  });

  it('from our page does what it says', async () => {
    const visitor = cast.admin;
    const page = await (await visitor.get('/settings')).text();
    const form = formsOf(page).find((one) => one.includes('action="/signout"')) ?? '';
    const csrf = /name="csrf" value="([\w-]+)"/.exec(form)?.[1] ?? '';
    const answer = await visitor.send('/signout', { method: 'POST', body: new URLSearchParams({ csrf }) });

    expect([answer.status, visitor.cookie]).toEqual([303, '']);
  });
});
