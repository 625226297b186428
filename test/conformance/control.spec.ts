import { Ajv2020 } from 'ajv/dist/2020.js';
import { EmbeddedDiscord } from '../../src/embedded-discord/embedded-discord.js';
import { waitFor } from '../e2e/start.js';
import { call } from './caller.js';
import { RawClient } from './raw-client.js';

let discord: EmbeddedDiscord;

beforeEach(async () => {
  discord = await EmbeddedDiscord.start({ shards: 1, guilds: 3, controlPort: 0 });
});

afterEach(() => discord.stop());

interface Told {
  readonly status: number;
  readonly body: Record<string, unknown>;
  readonly headers: Headers;
}

async function control(operation: string, body?: unknown, headers?: Record<string, string>): Promise<Told> {
  const [method = 'GET', path = '/'] = operation.split(' ');
  if (!discord.control) throw new Error('There is no control API');
  const response = await fetch(`${discord.control.address}${path}`, {
    method,
    headers: headers ?? { authorization: `Bearer ${discord.control.key}` },
    body: body === undefined ? null : typeof body === 'string' ? body : JSON.stringify(body),
  });
  const text = await response.text();
  const isJson = /json$/.test(response.headers.get('content-type')?.split(';')[0] ?? '') && !text.includes('\n');
  const parsed = isJson && text !== '' ? (JSON.parse(text) as Record<string, unknown>) : { text };
  return { status: response.status, body: parsed, headers: response.headers };
}

describe('a wrong call of the control API', () => {
  it.each([
    ['no key', {}, 'The key is missing'],
    ['a wrong key', { authorization: 'Bearer nonsense' }, 'The key is wrong'],
    ['the bot token', { authorization: 'Bot x' }, 'The key is wrong'],
  ])('is refused with %s', async (_name, headers, detail) => {
    const { status, body, headers: answered } = await control('GET /state', undefined, headers);

    expect(status).toBe(401);
    expect(answered.get('content-type')).toContain('application/problem+json');
    expect(answered.get('www-authenticate')).toBe('Bearer');
    expect(body).toMatchObject({ status: 401, title: 'Unauthorized', field: 'Authorization' });
    expect(body['detail']).toContain(detail);
  });

  it.each<[string, unknown, number, string | undefined, string]>([
    ['POST /faults', '{{{', 400, undefined, 'must be JSON'],
    ['POST /faults', undefined, 400, undefined, 'must be a JSON object'],
    ['POST /faults', '[]', 400, undefined, 'must be a JSON object'],
    ['POST /faults', {}, 400, 'fault', '"fault" is missing'],
    ['POST /faults', { fault: 'ws.nonsense' }, 400, 'fault', 'must be one of ws.drop'],
    ['POST /faults', { fault: 'toString' }, 400, 'fault', 'must be one of'],
    ['POST /faults', { fault: 'ws.close' }, 400, 'code', '"code" is missing'],
    ['POST /faults', { fault: 'ws.close', code: 99 }, 400, 'code', 'a whole number from 1000 to 4999'],
    ['POST /faults', { fault: 'ws.close', code: '4000' }, 400, 'code', 'a whole number'],
    ['POST /faults', { fault: 'ws.drop', codes: 1 }, 400, 'codes', '"codes" is unknown'],
    ['POST /faults', { fault: 'ws.drop', scope: 1 }, 400, 'scope', 'must be a JSON object'],
    ['POST /faults', { fault: 'ws.drop', scope: { shard: 1 } }, 400, 'scope.shard', 'known are: shards, route'],
    ['POST /faults', { fault: 'ws.drop', scope: { shards: [] } }, 400, 'scope.shards', 'at least one item'],
    ['POST /faults', { fault: 'ws.drop', scope: { route: 'GET /x' } }, 400, 'scope.route', 'does not know routes'],
    ['POST /faults', { fault: 'rest.hang', scope: { shards: [0] } }, 400, 'scope.shards', 'does not know shards'],
    ['POST /faults', { fault: 'rest.hang', scope: { route: '/x' } }, 400, 'scope.route', 'a method and a path'],
    ['POST /faults', { fault: 'rest.hang', limit: { count: 0 } }, 400, 'limit.count', 'from 1 to'],
    ['POST /faults', { fault: 'rest.hang', limit: { probability: 2 } }, 400, 'limit.probability', 'from 0 to 1'],
    ['POST /faults', { fault: 'rest.hang', limit: { everyMs: 99 } }, 400, 'limit.everyMs', 'no meaning'],
    ['POST /faults', { fault: 'ws.op7', limit: { count: 2 } }, 400, 'limit.count', 'needs "limit.everyMs"'],
    ['POST /faults', { fault: 'outage', limit: { count: 2 } }, 400, 'limit.count', 'on or off'],
    ['POST /faults', { fault: 'ws.drop', scope: { shards: [5] } }, 409, undefined, 'Nobody is connected to shard 5'],
    ['POST /faults/script', { steps: [{ atMs: 0 }] }, 400, 'steps[0].fault', 'is missing'],
    [
      'POST /faults/script',
      { steps: [{ atMs: 0, fault: { fault: 'x' } }] },
      400,
      'steps[0].fault.fault',
      'In steps[0]',
    ],
    ['POST /guilds', { count: -1 }, 400, 'count', 'from 1 to 200000'],
    ['POST /commands/use', { command: '' }, 400, 'command', 'a text of'],
    ['POST /commands/use', { command: 'ping' }, 409, undefined, 'in no guild whose shard is connected'],
    ['PATCH /clock', {}, 400, 'offsetMs', '"offsetMs" is missing'],
    ['POST /proxies', { target: 'example.com:80' }, 400, 'target', 'on loopback'],
    ['PATCH /proxies/p9', {}, 404, undefined, 'no proxy p9'],
    ['GET /faults/f99', undefined, 404, undefined, 'no fault f99'],
    ['DELETE /guilds/1', undefined, 404, undefined, 'no guild 1'],
    ['GET /nonsense', undefined, 404, undefined, 'GET /openapi.json'],
    ['PUT /faults', {}, 405, undefined, '/faults takes GET, POST, DELETE'],
    ['DELETE /faults', { all: true }, 400, undefined, 'takes no body'],
    ['POST /guilds', `{"name":"${'x'.repeat(1_100_000)}"}`, 413, undefined, 'no longer than'],
  ])('%s %j is answered with %d', async (operation, body, status, field, detail) => {
    const told = await control(operation, body);

    expect(told.headers.get('content-type')).toContain('application/problem+json');
    expect(told).toMatchObject({ status, body: { type: 'about:blank', status } });
    expect(told.body['field']).toBe(field);
    expect(told.body['detail']).toContain(detail);
  });
});

describe('the control API', () => {
  it('describes itself, without a key', async () => {
    const { status, body } = await control('GET /openapi.json', undefined, {});
    const paths = body['paths'] as Record<string, Record<string, { requestBody?: { content: object } }>>;
    const ajv = new Ajv2020({ strict: false });
    const schemas = Object.values(paths)
      .flatMap((path) => Object.values(path))
      .flatMap(({ requestBody }) => Object.values(requestBody?.content ?? {}) as { schema: object }[]);

    expect({ status, openapi: body['openapi'] }).toEqual({ status: 200, openapi: '3.1.0' });
    expect(Object.keys(paths)).toEqual(expect.arrayContaining(['/state', '/faults', '/faults/script', '/proxies']));
    for (const { schema } of schemas) expect(() => ajv.compile(schema)).not.toThrow();
  });

  it('begins, lists and ends faults', async () => {
    const { status, body } = await control('POST /faults', {
      fault: 'rest.status',
      status: 503,
      scope: { route: 'GET /users/@me' },
      limit: { count: 1 },
    });
    const id = String(body['id']);
    expect(status).toBe(201);
    expect((await control('GET /faults')).body).toMatchObject({ standing: [{ id, fault: 'rest.status', strikes: 0 }] });

    expect((await call(discord, 'GET /users/@me')).status).toBe(503);

    expect((await control(`GET /faults/${id}`)).body).toMatchObject({
      strikes: 1,
      endedAt: expect.any(Number) as number,
    });
    expect((await control(`DELETE /faults/${id}`)).status).toBe(404);
    await control('POST /faults', { fault: 'rest.hang' });
    expect((await control('DELETE /faults')).status).toBe(204);
    expect((await call(discord, 'GET /users/@me')).status).toBe(200);
  });

  it('runs a script, and lists it until all of it is over', async () => {
    const fault = { fault: 'rest.status', limit: { durationMs: 100 } };
    const { body } = await control('POST /faults/script', {
      steps: [
        { atMs: 0, fault },
        { atMs: 50, fault },
      ],
    });
    const scripts = async () => (await control('GET /faults')).body['scripts'] as string[];

    expect(await scripts()).toEqual([body['id']]);
    await waitFor(async () => (await scripts()).length === 0);
    expect((await control('GET /faults')).body).toMatchObject({ standing: [], ended: [{}, {}] });
  });

  it('tells what happened, in counts', async () => {
    const client = RawClient.connect(discord);
    await client.ready();
    await client.send(1, null);
    await client.op(11);
    await call(discord, 'GET /voice/regions');

    const { body } = await control('GET /state');

    expect(body).toMatchObject({
      seed: 1,
      world: { guilds: 3, unavailable: 0 },
      sessions: [{ shardId: 0, isConnected: true }],
      gateway: { connections: 1, identifies: 1, heartbeats: 1, sessionStartsRemaining: 999 },
      rest: { unsupported: ['GET /voice/regions'], invalidRequests: 0 },
      faults: 0,
    });
    client.drop();
  });

  it('tells what went over the wire, without tokens', async () => {
    const client = RawClient.connect(discord);
    await client.ready();
    await call(discord, 'GET /users/@me');

    const { body } = await control('GET /transcript');

    const lines = String(body['text']).trim().split('\n');
    const entries = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(entries).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          side: 'gateway',
          direction: 'out',
          payload: expect.objectContaining({ op: 10 }) as unknown,
        }),
        expect.objectContaining({
          side: 'gateway',
          direction: 'in',
          payload: expect.objectContaining({ op: 2 }) as unknown,
        }),
        expect.objectContaining({ side: 'rest', method: 'GET', path: '/users/@me', status: 200 }),
      ]),
    );
    expect(lines.join('')).not.toContain(discord.token);
    client.drop();
  });

  it('changes the world, and the bot hears of it', async () => {
    const client = RawClient.connect(discord);
    await client.ready({ intents: 1 });
    await client.frame(({ s }) => s === 4);

    const { body } = await control('POST /guilds', { count: 30 });
    const [id = ''] = body['ids'] as string[];
    await waitFor(() => client.frames.filter(({ t }) => t === 'GUILD_CREATE').length === 33);
    await control(`PATCH /guilds/${id}`, { unavailable: true });
    await client.frame(({ t, d }) => t === 'GUILD_DELETE' && (d as { unavailable?: boolean }).unavailable === true);
    const channel = await control(`POST /guilds/${id}/channels`, { name: 'new-room' });
    expect((await client.event('CHANNEL_CREATE')).d).toMatchObject({ name: 'new-room', guild_id: id });
    await control(`DELETE /guilds/${id}/channels/${String(channel.body['id'])}`);
    await client.event('CHANNEL_DELETE');
    await control(`DELETE /guilds/${id}`);
    await client.frame(({ t, d }) => t === 'GUILD_DELETE' && !('unavailable' in (d as object)));
    client.drop();
  });

  it('lets a new person sign up, join, own the application and write a message', async () => {
    const [guildId = ''] = discord.guildIds;
    discord.begin({ fault: 'guilds.missing' });
    await control('PATCH /application', { messageContent: true });
    const client = RawClient.connect(discord);
    await client.ready({ intents: (1 << 9) | (1 << 15) });

    const { body } = await control('POST /users', { username: 'newcomer', guildIds: [guildId] });
    await control('PATCH /application', { ownerId: body['id'] });
    await control('POST /messages', { guildId, userId: body['id'], content: 'Hello all' });

    expect((await client.event('MESSAGE_CREATE')).d).toMatchObject({
      content: 'Hello all',
      author: { id: body['id'] },
    });
    expect(discord.ownerId).toBe(body['id']);
    client.drop();
  });

  it('uses a command as somebody, and gives all times; a bot that is silent is an answer, too', async () => {
    const parts = { application_id: discord.applicationId };
    await call(discord, 'PUT /applications/{application_id}/commands', {
      parts,
      json: [{ name: 'ping', description: 'Answers' }],
    });
    const client = RawClient.connect(discord);
    await client.ready();
    const [guildId = ''] = discord.guildIds;
    const guild = await control(`GET /guilds/${guildId}`);
    const [member] = guild.body['members'] as { id: string }[];

    const used = control('POST /commands/use', { command: 'ping', guildId, userId: member?.id });
    const { id, token, member: by } = (await client.event('INTERACTION_CREATE')).d as Record<string, string>;
    await call(discord, 'POST /interactions/{id}/{token}/callback', {
      parts: { id: id ?? '', token: token ?? '' },
      json: { type: 4, data: { content: 'pong' } },
      token: null,
    });
    const { body } = await used;

    expect(by).toMatchObject({ user: { id: member?.id } });
    expect(body).toMatchObject({ responded: true, content: 'pong', callbackType: 4 });
    expect(body['acknowledgedAfterMs']).toBeLessThan(3_000);
    const silent = await control('POST /commands/use', { command: 'ping', guildId });
    expect(silent.body).toMatchObject({ responded: false });
    client.drop();
  });

  it('presses a button, chooses from a menu and sends a form', async () => {
    const parts = { application_id: discord.applicationId };
    const json = [{ name: 'ask', description: 'Asks' }];
    await call(discord, 'PUT /applications/{application_id}/commands', { parts, json });
    const client = RawClient.connect(discord);
    await client.ready();
    /** Answers the next interaction of a kind. */
    const answer = async (type: number, reply: object) => {
      const next = await client.frame(
        ({ t, d }) => t === 'INTERACTION_CREATE' && (d as { type: number }).type === type,
      );
      const { id, token } = next.d as { id: string; token: string };
      await call(discord, 'POST /interactions/{id}/{token}/callback', {
        parts: { id, token },
        json: reply,
        token: null,
      });
    };
    const row = (component: object) => ({ type: 1, components: [component] });
    const menu = { type: 3, custom_id: 'menu', options: [{ label: 'One', value: '1' }] };
    const button = row({ type: 2, style: 1, custom_id: 'go', label: 'Go' });

    const asked = control('POST /commands/use', { command: 'ask' });
    await answer(2, { type: 4, data: { content: 'Well?', components: [button, row(menu)] } });
    const { messageId } = (await asked).body;
    const pressed = control('POST /components/press', { messageId, customId: 'go' });
    const field = row({ type: 4, custom_id: 'why', label: 'Why', style: 1 });
    await answer(3, { type: 9, data: { custom_id: 'form', title: 'Form', components: [field] } });
    const { interactionId, modal } = (await pressed).body;
    const sent = control('POST /modals/submit', { interactionId, fields: { why: 'Because' } });
    await answer(5, { type: 4, data: { content: 'I see' } });

    expect(modal).toMatchObject({ custom_id: 'form' });
    expect((await sent).body).toMatchObject({ responded: true, content: 'I see' });
    const wrong = await control('POST /components/select', { messageId, customId: 'menu', values: ['9'] });
    expect(wrong.status).toBe(409);
    const { interactions } = (await control('GET /interactions')).body as { interactions: { kind: number }[] };
    expect(interactions.map(({ kind }) => kind)).toEqual([5, 3, 2]);
    client.drop();
  });

  it('lets a team own the application', async () => {
    const { body } = await control('PATCH /application', { ownedBy: 'team', redirectUris: ['http://127.0.0.1/back'] });

    expect(body).toMatchObject({ team: { owner_user_id: discord.ownerId }, redirectUris: ['http://127.0.0.1/back'] });
    expect((await call(discord, 'GET /applications/@me')).body).toMatchObject({
      team: { owner_user_id: discord.ownerId },
    });
    expect((await control('PATCH /application', { ownedBy: 'person' })).body).toMatchObject({ team: null });
  });

  it('sets the clock', async () => {
    const { body } = await control('PATCH /clock', { offsetMs: 86_400_000 });

    expect(Number(body['now']) - Date.now()).toBeGreaterThan(86_000_000);
  });

  it('rotates the token', async () => {
    const before = discord.token;

    const { body } = await control('POST /token/rotate');

    expect(body).toEqual({ token: discord.token });
    expect(discord.token).not.toBe(before);
  });

  it('begins again from the seed, at the same addresses', async () => {
    const before = { guildIds: discord.guildIds, token: discord.token, api: discord.api };
    const client = RawClient.connect(discord);
    await client.ready();
    discord.removeGuild(discord.guildIds[0] ?? '');
    discord.begin({ fault: 'rest.hang' });

    const { body } = await control('POST /reset', {});

    expect(await client.closed).toBe(1006);
    expect(body).toEqual({ seed: 1, token: before.token, applicationId: discord.applicationId });
    expect({ guildIds: discord.guildIds, token: discord.token, api: discord.api }).toEqual(before);
    expect(discord.sessions).toEqual([]);
    expect((await call(discord, 'GET /users/@me')).status).toBe(200);
    expect((await control('POST /reset', { seed: 2 })).body).not.toMatchObject({ token: before.token });
  });

  it('opens a proxy before this Discord, and makes the network bad', async () => {
    const target = new URL(discord.api).host;
    const { body } = await control('POST /proxies', { target, latencyMs: 100 });
    const api = `http://${String(body['address'])}/api/v10/gateway`;
    const since = performance.now();
    expect((await fetch(api)).status).toBe(200);
    expect(performance.now() - since).toBeGreaterThan(190);

    await control(`PATCH /proxies/${String(body['id'])}`, { mode: 'reset' });

    await expect(fetch(api)).rejects.toThrow('fetch failed');
    expect((await control(`DELETE /proxies/${String(body['id'])}`)).status).toBe(204);
  });
});

describe('in production', () => {
  afterEach(() => vi.unstubAllEnvs());

  it('the control API does not start, unless it is a demo', async () => {
    vi.stubEnv('NODE_ENV', 'production');
    await expect(EmbeddedDiscord.start({ controlPort: 0 })).rejects.toThrow('does not start with NODE_ENV=production');

    vi.stubEnv('DEMO', 'true');
    const demo = await EmbeddedDiscord.start({ controlPort: 0 });
    expect(demo.control?.key).toMatch(/^[\w-]{43}$/);
    await demo.stop();
  });
});
