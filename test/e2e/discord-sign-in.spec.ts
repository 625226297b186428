import { EmbeddedDiscord } from '../../src/embedded-discord/embedded-discord.js';
import { type Shardwatch, startShardwatch } from './start.js';
import { Visitor } from './visitor.js';

/** Where people reach the program; the tests go straight to its port. */
const PUBLIC_URL = 'http://127.0.0.1:9443';
const BACK = `${PUBLIC_URL}/signin/discord/back`;
/** Another way back, which is the application's as well. */
const ELSEWHERE = 'http://127.0.0.1:9444/back';
const WORLD = { shards: 1, guilds: 12, redirectUris: [BACK, ELSEWHERE], isTeamOwned: true };

let discord: EmbeddedDiscord;
let app: Shardwatch;
beforeAll(async () => {
  discord = await EmbeddedDiscord.start(WORLD);
  app = await startShardwatch({
    ...{ DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.api, PUBLIC_URL, PUBLIC_VIEW: 'none' },
    ...{ DISCORD_CLIENT_SECRET: discord.clientSecret, LOG_LEVEL: 'trace', TRUST_PROXY: '127.0.0.1' },
  });
});
afterAll(async () => {
  await app.stop();
  await discord.stop();
});

/** Sends somebody to Discord. @returns the page there */
async function leave(visitor: Visitor, next = '/'): Promise<string> {
  const answer = await visitor.get(`/signin/discord?next=${encodeURIComponent(next)}`);
  expect(answer.status).toBe(303);
  return answer.headers.get('location') ?? '';
}

/** Decides there. @returns the path to which Discord sends the browser back */
async function decide(page: string, as: string): Promise<string> {
  const location = (await decision(page, as)).headers.get('location') ?? '';
  expect(location.startsWith(`${BACK}?`)).toBe(true);
  return location.slice(PUBLIC_URL.length);
}

function decision(page: string, as: string): Promise<Response> {
  return fetch(page, { method: 'POST', redirect: 'manual', body: new URLSearchParams({ as }) });
}

/** The page at Discord, with something else in its address. */
function changed(page: string, name: string, value: string): string {
  const url = new URL(page);
  url.searchParams.set(name, value);
  return url.href;
}

async function signIn(as: string, next = '/'): Promise<{ visitor: Visitor; answer: Response }> {
  const visitor = new Visitor(app);
  const answer = await visitor.get(await decide(await leave(visitor, next), as));
  return { visitor, answer };
}

/** Nobody is signed in, and a page says why. */
async function expectRefusal(answer: Response, visitor: Visitor, words: string): Promise<void> {
  expect([400, 403, 503]).toContain(answer.status);
  expect(answer.headers.get('content-type')).toMatch('text/html');
  expect(await answer.text()).toContain(words);
  expect(visitor.cookie).toBe('');
  expect((await visitor.get('/status')).status).toBe(303);
}

describe('signing in with Discord', () => {
  it('asks for no more than it needs, bound to this browser and this program', async () => {
    const visitor = new Visitor(app);
    const { origin, pathname, searchParams: asked } = new URL(await leave(visitor));

    expect(origin + pathname).toBe(`${discord.api}/oauth2/authorize`);
    expect(Object.fromEntries(asked)).toEqual({
      response_type: 'code',
      client_id: discord.applicationId,
      redirect_uri: BACK,
      scope: 'identify',
      state: expect.stringMatching(/^[\w-]{22}$/) as string,
      code_challenge: expect.stringMatching(/^[\w-]{43}$/) as string,
      code_challenge_method: 'S256',
    });
    expect(visitor.setCookies[0]).toMatch(/^shardwatch-signin-\d+=[\w-]{43}; Max-Age=600; .*HttpOnly; SameSite=Lax/);
  });

  it.each([
    ['owner', 'admin'],
    ['admin', 'admin'],
    ['developer', 'operator'],
  ])("makes the team's %s %s", async (as, role) => {
    const { visitor, answer } = await signIn(as, '/status?show=problems');
    const sessions = await visitor.get('/api/v1/sessions', { accept: 'application/json' });
    const { items } = (await sessions.json()) as { items: { isThis: boolean; role: string; kind: string }[] };

    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/status?show=problems']);
    expect(items.find(({ isThis }) => isThis)).toMatchObject({ kind: 'person', role });
    expect((await visitor.get('/status')).status).toBe(200);
  });

  it.each(['read_only', 'invited', 'stranger'])('refuses somebody who is %s, and shows which id to add', async (as) => {
    const { visitor, answer } = await signIn(as);
    const page = answer.clone();

    await expectRefusal(answer, visitor, 'This account has no role here.');
    expect(await page.text()).toMatch(/add the id <span class="sw-id">\d{17,20}</);
  });

  it('takes a no for a no', async () => {
    const { visitor, answer } = await signIn('deny');

    await expectRefusal(answer, visitor, 'You said no at Discord.');
  });

  it('refuses a way back without a state, and with one that nobody gave out', async () => {
    for (const query of [
      'code=abc',
      'code=abc&state=',
      `code=abc&state=${'x'.repeat(22)}`,
      'state=a&state=b&code=c',
      '',
    ]) {
      const visitor = new Visitor(app);
      await leave(visitor);

      await expectRefusal(await visitor.get(`/signin/discord/back?${query}`), visitor, 'did not begin in this browser');
    }
  });

  it("refuses somebody else's way back, so that nobody is signed in as another", async () => {
    const [attacker, victim] = [new Visitor(app), new Visitor(app)];
    const theirs = await decide(await leave(attacker), 'owner');
    await leave(victim);

    await expectRefusal(await victim.get(theirs), victim, 'did not begin in this browser');
    await expectRefusal(await attacker.get(theirs), attacker, 'did not begin in this browser'); // it is spent
  });

  it('refuses a browser that has lost its cookie', async () => {
    const visitor = new Visitor(app);
    const back = await decide(await leave(visitor), 'owner');
    visitor.cookie = '';

    await expectRefusal(await visitor.get(back), visitor, 'did not begin in this browser');
  });

  it('refuses a way back that was used', async () => {
    const visitor = new Visitor(app);
    const page = await leave(visitor);
    const { cookie } = visitor;
    const back = await decide(page, 'owner');
    const first = await visitor.get(back);
    const again = new Visitor(app);
    again.cookie = cookie;

    expect(first.status).toBe(303);
    await expectRefusal(await again.get(back), again, 'did not begin in this browser');
  });

  it.each([
    ['was used', true],
    ['belongs to another attempt', false],
  ])('refuses a code that %s', async (_, isUsed) => {
    const one = new Visitor(app);
    const before = await decide(await leave(one), 'owner');
    if (isUsed) await one.get(before);
    const other = new Visitor(app);
    const back = new URL(await decide(await leave(other), 'stranger'), PUBLIC_URL);
    back.searchParams.set('code', new URL(before, PUBLIC_URL).searchParams.get('code') ?? '');
    const answer = await other.get(back.pathname + back.search);

    await expectRefusal(answer, other, 'Discord did not accept this sign-in.');
  });

  it('refuses a code that was given out for another verifier', async () => {
    const visitor = new Visitor(app);
    const page = changed(await leave(visitor), 'code_challenge', 'x'.repeat(43));
    const answer = await visitor.get(await decide(page, 'owner'));

    await expectRefusal(answer, visitor, 'Discord did not accept this sign-in.');
  });

  it('refuses a code that was given out for another redirect', async () => {
    const visitor = new Visitor(app);
    const page = changed(await leave(visitor), 'redirect_uri', ELSEWHERE);
    const astray = new URL((await decision(page, 'owner')).headers.get('location') ?? '');
    const answer = await visitor.get(`/signin/discord/back${astray.search}`);

    expect(astray.href.startsWith(`${ELSEWHERE}?code=`)).toBe(true);
    await expectRefusal(answer, visitor, 'Discord did not accept this sign-in.');
  });

  it('takes somebody who came by another name of this machine to PUBLIC_URL first, and only once', async () => {
    const url = app.url.replace('127.0.0.1', 'localhost');
    const lost = new Visitor({ url });
    const moved = (await lost.get('/signin/discord?next=/status')).headers.get('location') ?? '';
    const there = new Visitor(app);
    const page = (await there.get(moved.slice(PUBLIC_URL.length))).headers.get('location') ?? '';
    const back = await there.get(await decide(page, 'owner'));
    const hidden = await new Visitor({ url }).get(moved.slice(PUBLIC_URL.length));

    expect([moved, lost.setCookies]).toEqual([`${PUBLIC_URL}/signin/discord?next=%2Fstatus&moved=yes`, []]);
    expect([back.status, back.headers.get('location')]).toEqual([303, '/status']);
    expect(hidden.headers.get('location')).toMatch(discord.api); // a proxy that hides the name makes no circle
  });

  it.each([
    ['429', { fault: 'rest.429', scope: { route: 'POST /oauth2/token' } }, 'too many requests'],
    [
      'an error',
      { fault: 'rest.status', status: 503, scope: { route: 'POST /oauth2/token' } },
      'Discord does not answer',
    ],
    ['a reset', { fault: 'rest.reset', scope: { route: 'POST /oauth2/token' } }, 'Discord does not answer'],
    ['half an answer', { fault: 'rest.truncatedBody', scope: { route: 'GET /users/@me' } }, 'Discord does not answer'],
    ['an error later', { fault: 'rest.status', status: 500, scope: { route: 'GET /users/@me' } }, 'does not answer'],
  ] as const)('says so when Discord answers with %s, and signs nobody in', async (_, fault, words) => {
    const visitor = new Visitor(app);
    const back = await decide(await leave(visitor), 'owner');
    const id = discord.begin(fault);
    const answer = await visitor.get(back);
    discord.end(id);

    await expectRefusal(answer, visitor, words);
  });

  it('writes neither code nor state nor secret into the log', async () => {
    const visitor = new Visitor(app);
    const back = await decide(await leave(visitor), 'owner');
    await visitor.get(back);
    const { searchParams } = new URL(back, PUBLIC_URL);
    const secrets = [searchParams.get('code') ?? '?', searchParams.get('state') ?? '?', discord.clientSecret];

    expect(secrets.filter((secret) => app.output().includes(secret))).toEqual([]);
  });
});

describe('a wrong set-up', () => {
  it.each([
    ['another secret', { DISCORD_CLIENT_SECRET: 'x'.repeat(32) }],
    ['no secret', { DISCORD_CLIENT_SECRET: '' }],
  ])('with %s signs nobody in', async (_, env) => {
    const other = await startShardwatch({
      ...{ DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.api, PUBLIC_URL, PUBLIC_VIEW: 'none' },
      ...{ COMMAND_SYNC: 'off', ...env },
    });
    onTestFinished(async () => void (await other.stop()));
    const visitor = new Visitor(other);
    const answer = await visitor.get('/signin/discord');
    const page = answer.headers.get('location') ?? '';
    const back = page.startsWith(discord.api) ? await visitor.get(await decide(page, 'owner')) : answer;

    expect([303, 400]).toContain(back.status);
    expect((await visitor.get('/status')).status).toBe(303);
  });

  it('with a redirect that Discord does not know ends there, with a word why, and signs nobody in', async () => {
    const other = await startShardwatch({
      ...{ DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.api, DISCORD_CLIENT_SECRET: discord.clientSecret },
      ...{ PUBLIC_URL: 'http://127.0.0.1:9555', PUBLIC_VIEW: 'none', COMMAND_SYNC: 'off' },
    });
    onTestFinished(async () => void (await other.stop()));
    const visitor = new Visitor(other);
    const page = (await visitor.get('/signin/discord')).headers.get('location') ?? '';
    const answer = await decision(page, 'owner');

    expect([answer.status, answer.headers.get('location')]).toEqual([400, null]);
    expect(await answer.text()).toContain('Invalid OAuth2 redirect_uri');
    expect(other.output()).toContain('http://127.0.0.1:9555/signin/discord/back');
    expect((await visitor.get('/status')).status).toBe(303);
  });
});
