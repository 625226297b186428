import { createHash } from 'node:crypto';
import { EmbeddedDiscord } from '../../src/embedded-discord/embedded-discord.js';

const back = 'http://127.0.0.1:4000/auth/callback?x=1';
const verifier = 'v'.repeat(43);
const challenge = createHash('sha256').update(verifier).digest('base64url');

describe('signing in with Discord', () => {
  let discord: EmbeddedDiscord;

  beforeEach(async () => {
    discord = await EmbeddedDiscord.start({ guilds: 12, redirectUris: [back], isTeamOwned: true });
  });

  afterEach(() => discord.stop());

  function address(more: Record<string, string> = {}): string {
    const query = new URLSearchParams({
      client_id: discord.applicationId,
      response_type: 'code',
      redirect_uri: back,
      scope: 'identify guilds',
      state: 's t&te',
      ...more,
    });
    return `${discord.api.replace('/api', '')}/oauth2/authorize?${query.toString()}`;
  }

  /** What somebody who chooses `as` is sent back with. */
  async function decided(as: string, more: Record<string, string> = {}): Promise<URLSearchParams> {
    const answer = await fetch(address(more), {
      method: 'POST',
      redirect: 'manual',
      body: new URLSearchParams({ as }),
    });
    expect(answer.status).toBe(302);
    const location = answer.headers.get('location') ?? '';
    expect(location).toMatch(/^http:\/\/127\.0\.0\.1:4000\/auth\/callback\?x=1&/);
    return new URL(location).searchParams;
  }

  async function exchanged(form: Record<string, string>, headers: Record<string, string> = {}) {
    const who = { client_id: discord.applicationId, client_secret: discord.clientSecret };
    const answer = await fetch(`${discord.api}/v10/oauth2/token`, {
      method: 'POST',
      headers,
      body: new URLSearchParams({ ...('authorization' in headers ? {} : who), redirect_uri: back, ...form }),
    });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  }

  async function tokens(as = 'admin'): Promise<Record<string, string>> {
    const code = (await decided(as)).get('code') ?? '';
    return (await exchanged({ grant_type: 'authorization_code', code })).body as Record<string, string>;
  }

  async function asked(path: string, token = ''): Promise<{ status: number; body: unknown }> {
    const answer = await fetch(`${discord.api}${path}`, { headers: { authorization: `Bearer ${token}` } });
    return { status: answer.status, body: await answer.json() };
  }

  it('shows a page without scripts, on which everybody can be chosen', async () => {
    const page = await fetch(address());
    const html = await page.text();

    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(html).not.toContain('<script');
    for (const role of ['owner', 'admin', 'developer', 'read_only', 'invited', 'stranger', 'deny'])
      expect(html).toContain(`name="as" value="${role}"`);
    expect((await fetch(address().replace('/oauth2', '/api/oauth2'))).status).toBe(200);
  });

  it('gives a code and the state, and tokens for the code, once', async () => {
    const answer = await decided('owner');
    const code = answer.get('code') ?? '';

    const first = await exchanged({ grant_type: 'authorization_code', code });
    const second = await exchanged({ grant_type: 'authorization_code', code });

    expect(answer.get('state')).toBe('s t&te');
    expect(first).toMatchObject({
      status: 200,
      body: { token_type: 'Bearer', expires_in: 604_800, scope: 'identify guilds' },
    });
    expect(second).toEqual({
      status: 400,
      body: { error: 'invalid_grant', error_description: 'Invalid "code" in request.' },
    });
  });

  it('tells who somebody is and where, with their token', async () => {
    const { access_token: token } = await tokens('owner');

    expect(await asked('/users/@me', token)).toMatchObject({ status: 200, body: { id: discord.ownerId } });
    expect((await asked('/users/@me/guilds', token)).status).toBe(200);
    expect(await asked('/oauth2/@me', token)).toMatchObject({
      body: { scopes: ['identify', 'guilds'], user: { id: discord.ownerId } },
    });
    expect((await asked('/gateway/bot', token)).status).toBe(401);
  });

  it('tells nothing that was not allowed', async () => {
    const code = (await decided('owner', { scope: 'guilds' })).get('code') ?? '';
    const { body } = await exchanged({ grant_type: 'authorization_code', code });

    expect(await asked('/users/@me', String(body['access_token']))).toMatchObject({
      status: 403,
      body: { code: 50026 },
    });
  });

  it('brings the denial back with the state', async () => {
    const answer = await decided('deny');

    expect([answer.get('error'), answer.get('state'), answer.get('code')]).toEqual(['access_denied', 's t&te', null]);
  });

  it.each([
    [{ redirect_uri: 'http://127.0.0.1:4000/auth/callback' }, 'Invalid OAuth2 redirect_uri'],
    [{ client_id: '1' }, 'Unknown Application'],
  ])('sends nobody anywhere with %j', async (more, words) => {
    const page = await fetch(address(more), { redirect: 'manual' });

    expect(page.status).toBe(400);
    expect(await page.text()).toContain(words);
  });

  it.each([
    [{ scope: 'everything' }, 'invalid_scope'],
    [{ response_type: 'token' }, 'unsupported_response_type'],
    [{ code_challenge: challenge, code_challenge_method: 'plain' }, 'invalid_request'],
    [{ code_challenge: challenge }, 'invalid_request'],
    [{ code_challenge: 'short', code_challenge_method: 'S256' }, 'invalid_request'],
  ])('sends back what is wrong with %j', async (more, error) => {
    expect((await decided('owner', more)).get('error')).toBe(error);
  });

  it.each([
    [{ code_verifier: verifier }, 200, undefined],
    [{}, 400, 'invalid_request'],
    [{ code_verifier: 'v'.repeat(42) }, 400, 'invalid_request'],
    [{ code_verifier: 'w'.repeat(43) }, 400, 'invalid_grant'],
  ])('holds PKCE to its challenge: %j gives %i', async (more, status, error) => {
    const code =
      (await decided('owner', { code_challenge: challenge, code_challenge_method: 'S256' })).get('code') ?? '';

    const answer = await exchanged({ grant_type: 'authorization_code', code, ...more });

    expect([answer.status, answer.body['error']]).toEqual([status, error]);
  });

  it('takes no code after ten minutes', async () => {
    const code = (await decided('owner')).get('code') ?? '';
    discord.clock.offsetMs = 10 * 60_000 + 1;

    expect((await exchanged({ grant_type: 'authorization_code', code })).body['error']).toBe('invalid_grant');
  });

  it('renews a token once, and ends the old one', async () => {
    const { access_token: old, refresh_token: refresh = '' } = await tokens();

    const renewed = await exchanged({ grant_type: 'refresh_token', refresh_token: refresh });
    const again = await exchanged({ grant_type: 'refresh_token', refresh_token: refresh });

    expect((await asked('/users/@me', String(renewed.body['access_token']))).status).toBe(200);
    expect((await asked('/users/@me', old)).status).toBe(401);
    expect(again.body['error']).toBe('invalid_grant');
  });

  it('ends a token after a week', async () => {
    const { access_token: token } = await tokens();
    discord.clock.offsetMs = 604_800_001;

    expect((await asked('/users/@me', token)).status).toBe(401);
  });

  it('revokes all that one authorization gave', async () => {
    const { access_token: token, refresh_token: refresh = '' } = await tokens();
    const basic = Buffer.from(`${discord.applicationId}:${discord.clientSecret}`).toString('base64');
    const revoked = await fetch(`${discord.api}/oauth2/token/revoke`, {
      method: 'POST',
      headers: { authorization: `Basic ${basic}` },
      body: new URLSearchParams({ token: refresh }),
    });

    expect(await revoked.json()).toEqual({});
    expect((await asked('/users/@me', token)).status).toBe(401);
  });

  it('knows the application by its secret only, and by its form only', async () => {
    const wrong = await exchanged({ grant_type: 'client_credentials', scope: 'identify', client_secret: 'x' });
    const json = await exchanged(
      { grant_type: 'client_credentials', scope: 'identify' },
      { 'content-type': 'application/json' },
    );

    expect(wrong).toEqual({ status: 401, body: { error: 'invalid_client' } });
    expect(json.status).toBe(400);
  });

  it('gives a team no token for more than to know it', async () => {
    const grant = { grant_type: 'client_credentials' };

    expect((await exchanged({ ...grant, scope: 'identify' })).status).toBe(200);
    expect((await exchanged({ ...grant, scope: 'guilds' })).body['error']).toBe('invalid_scope');
    expect((await exchanged({ grant_type: 'password' })).body['error']).toBe('unsupported_grant_type');
  });

  it('has a team with everybody in it but the stranger', async () => {
    const answer = await fetch(`${discord.api}/applications/@me`, {
      headers: { authorization: `Bot ${discord.token}` },
    });
    const { team, owner } = (await answer.json()) as {
      team: { id: string; owner_user_id: string; members: { role: string; membership_state: number }[] };
      owner: { id: string };
    };

    expect(team.members.map(({ role, membership_state: state }) => [role, state])).toEqual([
      ['admin', 2],
      ['admin', 2],
      ['developer', 2],
      ['read_only', 2],
      ['developer', 1],
    ]);
    expect([team.owner_user_id, owner.id]).toEqual([discord.ownerId, team.id]);
  });
});
