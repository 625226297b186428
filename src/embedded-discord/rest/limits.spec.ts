import { call } from '../../../test/conformance/caller.js';
import { EmbeddedDiscord } from '../embedded-discord.js';

describe('whoever asks too much or wrongly', () => {
  let discord: EmbeddedDiscord;

  beforeEach(async () => {
    discord = await EmbeddedDiscord.start({ guilds: 60 });
  });

  afterEach(() => discord.stop());

  it('is refused after 50 requests in one second, over all routes', async () => {
    const asked = discord.guildIds.map((guild) => call(discord, 'GET /guilds/{guild}', { parts: { guild } }));
    const refused = (await Promise.all(asked)).filter(({ status }) => status === 429);

    expect(refused).toHaveLength(10);
    expect(refused[0]?.body).toMatchObject({ message: 'You are being rate limited.', global: true });
    expect(refused[0]?.headers.get('x-ratelimit-scope')).toBe('global');
    expect(refused[0]?.headers.get('x-ratelimit-global')).toBe('true');
    expect(refused[0]?.headers.get('retry-after')).toBe('1');
  });

  it('is not refused for answers to interactions', async () => {
    const parts = { id: '1' };
    const sent = Array.from({ length: 60 }, (_, number) =>
      call(discord, 'POST /interactions/{id}/{token}/callback', { parts: { ...parts, token: `t${number}` }, json: {} }),
    );

    expect(new Set((await Promise.all(sent)).map(({ status }) => status))).toEqual(new Set([404]));
  });

  it('is shut out by a machine that speaks no JSON, until the ten minutes are over', async () => {
    discord.invalidRequests.most = 2;
    for (const token of ['wrong', 'worse']) await call(discord, 'GET /users/@me', { token });

    const banned = await fetch(`${discord.api}/users/@me`, { headers: { authorization: `Bot ${discord.token}` } });
    expect(banned.status).toBe(429);
    expect(banned.headers.get('content-type')).toContain('text/html');
    expect(Number(banned.headers.get('retry-after'))).toBeGreaterThan(590);
    expect(discord.invalidRequests.count()).toBe(2);

    discord.clock.offsetMs = 600_001;
    expect((await call(discord, 'GET /users/@me')).status).toBe(200);
  });

  it('learns that a path has no such method', async () => {
    const { status, body, headers } = await call(discord, 'PUT /users/@me', { json: {} });

    expect({ status, body }).toEqual({ status: 405, body: { message: '405: Method Not Allowed', code: 0 } });
    expect(headers.get('allow')).toBe('GET, PATCH');
    expect(discord.unsupported).toEqual(['PUT /users/@me']);
  });

  it('is counted, by route and status', async () => {
    await call(discord, 'GET /users/@me');
    await call(discord, 'GET /users/@me', { token: 'wrong' });

    expect(discord.requests.get('GET /users/@me')).toEqual({ requests: 2, statuses: { 200: 1, 401: 1 } });
  });

  it('may create 200 commands a day, and again tomorrow', async () => {
    const parts = { app: discord.applicationId };
    const batch = (first: number): object[] =>
      Array.from({ length: 100 }, (_, number) => ({ name: `c${first + number}`, description: 'x' }));
    const put = (first: number) => call(discord, 'PUT /applications/{app}/commands', { parts, json: batch(first) });

    const statuses = [await put(0), await put(0), await put(100), await put(200)].map(({ status }) => status);
    discord.clock.offsetMs = 86_400_001;

    expect(statuses).toEqual([200, 200, 200, 400]);
    expect((await put(200)).status).toBe(200);
  });
});
