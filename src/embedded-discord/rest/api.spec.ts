import { call } from '../../../test/conformance/caller.js';
import { RawClient } from '../../../test/conformance/raw-client.js';
import { EmbeddedDiscord } from '../embedded-discord.js';

const path = '/applications/{application_id}/commands';
const ping = { name: 'ping', description: 'Answers' };

describe('the REST API', () => {
  let discord: EmbeddedDiscord;
  let parts: { application_id: string };

  beforeEach(async () => {
    discord = await EmbeddedDiscord.start({ guilds: 2 });
    parts = { application_id: discord.applicationId };
  });

  afterEach(() => discord.stop());

  it.each(['', '/v9', '/v10'])('answers below /api%s', async (version) => {
    const response = await fetch(`${discord.api}${version}/gateway`);

    expect(await response.json()).toEqual({ url: discord.gateway });
  });

  it('knows no other version', async () => {
    const response = await fetch(`${discord.api}/v6/gateway`);

    expect({ status: response.status, body: await response.json() }).toMatchObject({
      status: 400,
      body: { code: 50041 },
    });
    expect(discord.unsupported).toEqual([]);
  });

  it.each([null, 'wrong', ''])('wants the token, and not %j', async (token) => {
    const { status, body } = await call(discord, 'GET /gateway/bot', { token });

    expect({ status, body }).toEqual({ status: 401, body: { message: '401: Unauthorized', code: 0 } });
  });

  it('refuses JSON that is none, and goes on', async () => {
    const { status, body } = await call(discord, `PUT ${path}`, { parts, text: '[{' });

    expect({ status, body }).toEqual({
      status: 400,
      body: { message: 'The request body contains invalid JSON.', code: 50109 },
    });
    expect((await call(discord, `PUT ${path}`, { parts, json: [ping] })).status).toBe(200);
  });

  it('refuses ids that are none, and paths that cannot be decoded', async () => {
    const wrong = await call(discord, 'GET /channels/{channel_id}', { parts: { channel_id: 'abc' } });
    const broken = await fetch(`${discord.api}/v10/channels/%E0%A4%A`, {
      headers: { authorization: `Bot ${discord.token}` },
    });

    expect(wrong).toMatchObject({ status: 400, body: { code: 50035, errors: { channel_id: {} } } });
    expect(broken.status).toBe(400);
  });

  it('refuses what is too much, and says when to come back', async () => {
    const answers = await Promise.all([1, 2, 3].map(() => call(discord, 'GET /gateway/bot')));
    const refused = answers.find(({ status }) => status === 429);

    expect(answers.filter(({ status }) => status === 200)).toHaveLength(2);
    expect(refused?.body).toMatchObject({ message: 'You are being rate limited.', global: false });
    expect(refused?.headers.get('retry-after')).toBe('5');
    expect(refused?.headers.get('x-ratelimit-scope')).toBe('user');
  });

  it('knows no commands of another application', async () => {
    expect(await call(discord, `GET ${path}`, { parts: { application_id: '1' } })).toMatchObject({
      status: 403,
      body: { code: 50001 },
    });
  });

  it('takes one answer to an interaction, without a token, and no answer to an unknown one', async () => {
    await call(discord, `PUT ${path}`, { parts, json: [ping] });
    const gateway = RawClient.connect(discord);
    await gateway.ready();
    const reply = discord.invoke('ping');
    const { id, token } = (await gateway.event('INTERACTION_CREATE')).d as { id: string; token: string };
    const callback = 'POST /interactions/{id}/{token}/callback';
    const answer = { json: { type: 4, data: { content: 'pong', flags: 64 } }, token: null };

    const first = await call(discord, callback, { parts: { id, token }, ...answer });
    const second = await call(discord, callback, { parts: { id, token }, ...answer });
    const unknown = await call(discord, callback, { parts: { id: '1', token }, ...answer });

    expect(
      [first, second, unknown].map(({ status, body }) => [status, (body as { code: number } | null)?.code]),
    ).toEqual([
      [204, undefined],
      [400, 40060],
      [404, 10062],
    ]);
    expect(await reply).toMatchObject({ content: 'pong', isEphemeral: true });
    gateway.drop();
  });

  it('lets a follow-up end a deferral, and knows no webhook before', async () => {
    await call(discord, `PUT ${path}`, { parts, json: [ping] });
    const gateway = RawClient.connect(discord);
    await gateway.ready();
    const reply = discord.invoke('ping');
    const { id, token } = (await gateway.event('INTERACTION_CREATE')).d as { id: string; token: string };
    const webhook = { parts: { app: discord.applicationId, id, token }, token: null };

    const early = await call(discord, 'GET /webhooks/{app}/{token}/messages/@original', webhook);
    await call(discord, 'POST /interactions/{id}/{token}/callback', {
      ...webhook,
      json: { type: 5, data: { flags: 64 } },
    });
    await call(discord, 'POST /webhooks/{app}/{token}', { ...webhook, json: { content: 'done' } });

    expect(early).toMatchObject({ status: 404, body: { code: 10015 } });
    expect(await reply).toMatchObject({ content: 'done', callbackType: 5, isEphemeral: true });
    gateway.drop();
  });
});
