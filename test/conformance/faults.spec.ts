import { once } from 'node:events';
import { connect } from 'node:net';
import { WebSocket } from 'ws';
import { EmbeddedDiscord } from '../../src/embedded-discord/embedded-discord.js';
import type { FaultWish } from '../../src/embedded-discord/faults/fault.js';
import { waitFor } from '../e2e/start.js';
import { call } from './caller.js';
import { RawClient } from './raw-client.js';

let discord: EmbeddedDiscord;
let client: RawClient;
let sessionId: unknown;

/** Every minute of Discord's is a second. */
const FACTOR = 60;

beforeEach(async () => {
  discord = await EmbeddedDiscord.start({ shards: 1, guilds: 2, timeFactor: FACTOR, heartbeatIntervalMs: 3_600_000 });
  client = RawClient.connect(discord);
  sessionId = (await client.ready())['session_id'];
  await client.frame(({ s }) => s === 3);
});

afterEach(async () => {
  client.drop();
  await discord.stop();
});

const begin = (fault: FaultWish): string => discord.begin(fault);

async function newcomer(): Promise<RawClient> {
  const made = RawClient.connect(discord);
  await Promise.race([made.op(10), made.closed]);
  return made;
}

/** Comes by the address that READY names. */
const comeBack = (): RawClient => RawClient.connect(discord, discord.gateway.replace('/gateway', '/resume'));

/** Asks for a heartbeat's acknowledgement: when it comes, all that was sent before has come, too. */
async function acknowledged(one = client): Promise<void> {
  const before = one.frames.filter(({ op }) => op === 11).length;
  await one.send(1, null);
  await waitFor(() => one.frames.filter(({ op }) => op === 11).length > before);
}

const events = () => client.frames.filter(({ op, s }) => op === 0 && (s ?? 0) > 3);

describe('what a client notices of a fault of the gateway', () => {
  it('ws.drop: the connection is cut, and the session can be resumed', async () => {
    begin({ fault: 'ws.drop' });

    expect(await client.closed).toBe(1006);
    const next = await newcomer();
    await next.resume(sessionId, client.lastSequence);
    await next.event('RESUMED');
  });

  it('ws.close: the code, at once or for whoever identifies or connects next', async () => {
    begin({ fault: 'ws.close', code: 4009 });
    begin({ fault: 'ws.close', code: 4013, when: 'identify', limit: { count: 1 } });
    const identifying = await newcomer();
    await identifying.identify();
    begin({ fault: 'ws.close', code: 4000, when: 'connect', limit: { count: 1 } });

    expect(await client.closed).toBe(4009);
    expect(await identifying.closed).toBe(4013);
    expect(await RawClient.connect(discord).closed).toBe(4000);
    expect(discord.faults).toMatchObject({ standing: [], ended: [{ strikes: 1 }, { strikes: 1 }, { strikes: 1 }] });
  });

  it('ws.op7: the wish to reconnect, again and again when asked', async () => {
    begin({ fault: 'ws.op7', limit: { everyMs: 1_000, count: 3 } });

    await waitFor(() => client.frames.filter(({ op }) => op === 7).length === 3);
    await waitFor(() => discord.faults.standing.length === 0);
  });

  it('ws.op9: an invalid session, which is gone or can be resumed', async () => {
    begin({ fault: 'ws.op9', resumable: true });
    expect((await client.op(9)).d).toBe(true);
    expect(discord.sessions).toMatchObject([{ isConnected: false }]);
    await client.resume(sessionId, 1);
    await waitFor(() => discord.resumes === 1);

    begin({ fault: 'ws.op9' });
    await client.frame(({ op, d }) => op === 9 && d === false);
    expect(discord.sessions).toEqual([]);
  });

  it('ws.op9 for whoever resumes', async () => {
    begin({ fault: 'ws.op9', when: 'resume' });
    const next = await newcomer();
    await next.resume(sessionId, 1);

    expect((await next.op(9)).d).toBe(false);
  });

  it('ws.noAck: heartbeats are not acknowledged, on that shard only', async () => {
    begin({ fault: 'ws.noAck', scope: { shards: [0] }, limit: { count: 1 } });

    await client.send(1, null);
    await acknowledged();

    expect(client.frames.filter(({ op }) => op === 11)).toHaveLength(1);
  });

  it('ws.muteHello: a connection that says nothing and stays open', async () => {
    begin({ fault: 'ws.muteHello' });
    const deaf = RawClient.connect(discord);
    await deaf.identify();
    await acknowledged();

    expect(deaf.frames).toEqual([]);
    expect(discord.identifies).toBe(1);
    deaf.drop();
  });

  it('ws.slow: everything comes late; ws.lateDispatch: events only; the order stays', async () => {
    begin({ fault: 'ws.lateDispatch', delayMs: 12_000, limit: { count: 1 } });
    discord.addGuild('Late');
    await acknowledged();
    expect(events()).toEqual([]);
    discord.addGuild('Not late itself');

    await waitFor(() => events().length === 2);
    expect(events().map(({ s }) => s)).toEqual([4, 5]);

    begin({ fault: 'ws.slow', delayMs: 12_000 });
    const since = performance.now();
    await acknowledged();
    expect(performance.now() - since).toBeGreaterThan(190);
  });

  it('ws.forgetSessions: RESUME is answered with op 9', async () => {
    begin({ fault: 'ws.forgetSessions' });
    expect(discord.sessions).toMatchObject([{ isConnected: true }]);
    const next = await newcomer();
    await next.resume(sessionId, 1);

    expect((await next.op(9)).d).toBe(false);
  });

  it.each(['refused', 'reset', 503, 520] as const)('ws.refuseUpgrade (%s): nobody gets in', async (how) => {
    begin({ fault: 'ws.refuseUpgrade', how, limit: { count: 1 } });

    expect(await RawClient.connect(discord).closed).toBe(1006);
    expect((await newcomer()).frames[0]?.op).toBe(10);
  });

  it('ws.refuseUpgrade by path: the host of a session can be dead alone, and the session goes on by the other', async () => {
    begin({ fault: 'ws.refuseUpgrade', how: 503, path: 'resume' });
    client.drop();

    expect(await comeBack().closed).toBe(1006);
    const next = await newcomer();
    await next.resume(sessionId, client.lastSequence);
    await next.event('RESUMED');
    expect(discord.sessions).toMatchObject([{ path: '/gateway', identifies: 1, resumes: 1 }]);

    begin({ fault: 'ws.refuseUpgrade', path: 'gateway' });
    expect(await RawClient.connect(discord).closed).toBe(1006);
  });

  it('ws.muteHello by path: only who resumes where it is told waits in vain', async () => {
    begin({ fault: 'ws.muteHello', path: 'resume' });
    const deaf = comeBack();
    await deaf.send(1, null);
    await (await newcomer()).op(10);

    expect(deaf.frames).toEqual([]);
    deaf.drop();
  });

  it('ws.duplicateSequence: an event comes twice', async () => {
    begin({ fault: 'ws.duplicateSequence', limit: { count: 1 } });
    discord.addGuild('Twice');
    await acknowledged();

    expect(events().map(({ s }) => s)).toEqual([4, 4]);
  });

  it('ws.gap: an event is lost, and its number is skipped; a resume brings it', async () => {
    begin({ fault: 'ws.gap', limit: { count: 1 } });
    discord.addGuild('Lost');
    discord.addGuild('Found');
    await acknowledged();
    expect(events().map(({ s }) => s)).toEqual([5]);

    const next = await newcomer();
    await next.resume(sessionId, 3);
    expect((await next.frame(({ s }) => s === 4)).t).toBe('GUILD_CREATE');
  });

  it('ws.deaf: heartbeats are acknowledged, and nothing else comes; a resume after it brings all of it', async () => {
    const [guild_id] = discord.guildIds;
    const ask = (one: RawClient) => one.send(8, { guild_id, user_ids: [discord.applicationId] });
    const id = begin({ fault: 'ws.deaf', scope: { shards: [0] } });
    discord.addGuild('Unheard');
    await ask(client);
    await acknowledged();
    expect(events()).toEqual([]);

    const deaf = await newcomer();
    await deaf.resume(sessionId, 3);
    expect((await deaf.event('RESUMED')).s).toBe(3);
    discord.addGuild('Unheard, too');
    await acknowledged(deaf);
    expect(deaf.frames.filter(({ op }) => op === 0)).toHaveLength(1);

    discord.end(id);
    const hearing = await newcomer();
    await hearing.resume(sessionId, deaf.lastSequence);
    await hearing.event('RESUMED');
    expect(hearing.frames.filter(({ t }) => t === 'GUILD_CREATE').map(({ s }) => s)).toEqual([4, 5]);
    await ask(hearing);
    await hearing.event('GUILD_MEMBERS_CHUNK');
  });

  it('ws.deaf: a client may still identify and gets its guilds, then nothing more; other shards hear', async () => {
    begin({ fault: 'ws.deaf', scope: { shards: [0] } });
    discord.clock.offsetMs = 60_000;
    const [deaf, other] = [await newcomer(), await newcomer()];
    await deaf.ready();
    await deaf.frame(({ s }) => s === 3);
    discord.clock.offsetMs = 120_000;
    await other.ready({ shard: [1, 2] });

    const ids = Array.from({ length: 20 }, (_, number) => discord.addGuild(`New ${number}`));
    await other.frame(({ t, d }) => t === 'GUILD_CREATE' && ids.includes((d as { id: string }).id));
    await acknowledged(deaf);

    expect(deaf.frames.map(({ t, op }) => t ?? op)).toEqual([10, 'READY', 'GUILD_CREATE', 'GUILD_CREATE', 11]);
    for (const one of [deaf, other]) one.drop();
  });

  it('ws.malformedDispatch: an event with any data', async () => {
    begin({ fault: 'ws.malformedDispatch', event: 'INTERACTION_CREATE', data: { member: 7 } });

    expect(await client.event('INTERACTION_CREATE')).toMatchObject({ s: 4, d: { member: 7 } });
  });

  it.each([
    ['json', 31],
    ['zlib', 12],
    ['huge', 50 * 1_048_576],
  ] as const)('ws.invalidFrame (%s): bytes that make no sense', async (what, length) => {
    client.drop();
    discord.clock.offsetMs = 60_000;
    const bare = new WebSocket(discord.gateway);
    bare.on('open', () =>
      bare.send(JSON.stringify({ op: 2, d: { token: discord.token, properties: {}, intents: 0 } })),
    );
    const lengths: number[] = [];
    bare.on('message', (data: Buffer) => lengths.push(data.length));
    await waitFor(() => lengths.length === 2);

    begin({ fault: 'ws.invalidFrame', what, megabytes: 50 });

    await waitFor(() => lengths.length === 3);
    expect(lengths[2]).toBeGreaterThanOrEqual(length);
    bare.terminate();
  });

  it('ws.requestHeartbeat: Discord asks for one', async () => {
    begin({ fault: 'ws.requestHeartbeat' });

    expect((await client.op(1)).d).toBeNull();
  });

  it('ws.noReady: IDENTIFY is counted, and nothing comes', async () => {
    begin({ fault: 'ws.noReady' });
    discord.clock.offsetMs = 60_000;
    const next = await newcomer();
    await next.identify();
    await acknowledged(next);

    expect(next.frames.map(({ op }) => op)).toEqual([10, 11]);
    expect(discord.sessionStartsRemaining).toBe(998);
  });

  it('ws.blackhole: an open connection falls silent, and comes back with nothing lost that a resume brings', async () => {
    const id = begin({ fault: 'ws.blackhole' });
    discord.addGuild('Unheard');
    await client.send(1, null);
    await (await newcomer()).op(10);
    expect(client.frames.at(-1)?.s).toBe(3);

    discord.end(id);

    await client.op(11);
  });

  it('outage: everybody is cut and turned away, until it ends by itself', async () => {
    begin({ fault: 'outage', how: 503, limit: { durationMs: 30_000 } });

    expect(await client.closed).toBe(1006);
    expect(await RawClient.connect(discord).closed).toBe(1006);
    expect((await call(discord, 'GET /users/@me')).status).toBe(503);
    await waitFor(() => discord.faults.standing.length === 0);
    expect((await call(discord, 'GET /users/@me')).status).toBe(200);
  });

  it('guilds.unavailable: an outage of guilds, and its end', async () => {
    const [one = '', other = ''] = discord.guildIds;
    const id = begin({ fault: 'guilds.unavailable', ids: [one] });
    expect((await client.event('GUILD_DELETE')).d).toEqual({ id: one, unavailable: true });

    discord.end(id);

    const back = await client.frame(({ t, s }) => t === 'GUILD_CREATE' && s === 5);
    expect(back.d).toMatchObject({ id: one });
    expect(other).not.toBe('');
  });

  it('guilds.missing: guilds that never come', async () => {
    const [one = '', other] = discord.guildIds;
    begin({ fault: 'guilds.missing', ids: [one] });
    discord.clock.offsetMs = 60_000;
    const next = RawClient.connect(discord);
    const { guilds } = await next.ready();
    const came = await next.event('GUILD_CREATE');

    expect(guilds).toHaveLength(2);
    expect(came.d).toMatchObject({ id: other });
    await acknowledged(next);
    expect(next.frames.filter(({ t }) => t === 'GUILD_CREATE')).toHaveLength(1);
  });

  it('sessionLimit: GET /gateway/bot tells it', async () => {
    begin({ fault: 'sessionLimit', remaining: 3 });

    const { body } = await call(discord, 'GET /gateway/bot');
    expect(body).toMatchObject({ session_start_limit: { remaining: 3 } });
  });

  it('token.invalidate: 4004 and 401, until it ends', async () => {
    const id = begin({ fault: 'token.invalidate' });
    expect(await client.closed).toBe(4004);
    expect((await call(discord, 'GET /users/@me')).status).toBe(401);

    discord.end(id);

    expect((await call(discord, 'GET /users/@me')).status).toBe(200);
  });

  it('token.rotate: the old token is wrong, the new one is of the same application', async () => {
    const { token } = discord;

    begin({ fault: 'token.rotate' });

    expect(await client.closed).toBe(4004);
    expect((await call(discord, 'GET /users/@me', { token })).status).toBe(401);
    expect((await call(discord, 'GET /users/@me')).status).toBe(200);
    expect(discord.token.split('.')[0]).toBe(token.split('.')[0]);
  });

  it('intents.disallow: 4014', async () => {
    begin({ fault: 'intents.disallow' });
    const next = await newcomer();
    await next.identify();

    expect(await next.closed).toBe(4014);
  });
});

describe('what a client notices of a fault of REST', () => {
  const me = 'GET /users/@me';

  it.each(['user', 'shared', 'global'] as const)('rest.429 (%s): its own headers and body', async (reach) => {
    begin({ fault: 'rest.429', reach, retryAfterMs: 90_000, limit: { count: 1 } });

    const { status, headers, body } = await call(discord, me);

    expect({ status, body }).toMatchObject({ status: 429, body: { retry_after: 1.5, global: reach === 'global' } });
    expect(headers.get('x-ratelimit-scope')).toBe(reach);
    expect(headers.get('retry-after')).toBe('2');
    expect(headers.get('x-ratelimit-global')).toBe(reach === 'global' ? 'true' : null);
    expect((await call(discord, me)).status).toBe(200);
  });

  it.each([500, 502, 503])('rest.status (%d): JSON', async (status) => {
    begin({ fault: 'rest.status', status: status as 500 });

    expect(await call(discord, me)).toMatchObject({ status, body: { code: 0 } });
  });

  it('rest.status (520) and rest.cloudflareBan: a page of Cloudflare', async () => {
    begin({ fault: 'rest.status', status: 520, limit: { count: 1 } });
    const broken = await fetch(`${discord.api}/v10/users/@me`);
    begin({ fault: 'rest.cloudflareBan' });
    const banned = await fetch(`${discord.api}/v10/users/@me`);

    expect([broken.status, banned.status]).toEqual([520, 429]);
    expect(broken.headers.get('content-type')).toContain('text/html');
    expect(banned.headers.get('retry-after')).toBe('60');
    expect(await banned.text()).toContain('Cloudflare');
  });

  it('rest.delay: late; rest.hang: never', async () => {
    begin({ fault: 'rest.delay', delayMs: 12_000, limit: { count: 1 } });
    const since = performance.now();
    await call(discord, me);
    expect(performance.now() - since).toBeGreaterThan(195);

    begin({ fault: 'rest.hang' });
    const asked = fetch(`${discord.api}/v10/users/@me`, { signal: AbortSignal.timeout(150) });
    await expect(asked).rejects.toMatchObject({ name: 'TimeoutError' });
  });

  it('rest.reset: a TCP reset', async () => {
    begin({ fault: 'rest.reset' });

    await expect(call(discord, me)).rejects.toMatchObject({ cause: { code: 'ECONNRESET' } });
  });

  it('rest.truncatedBody: half of the answer', async () => {
    begin({ fault: 'rest.truncatedBody' });

    await expect(call(discord, me)).rejects.toThrow('terminated');
  });

  it('only on the route that is meant', async () => {
    begin({ fault: 'rest.status', scope: { route: 'GET /guilds/*/channels' } });
    const [guild_id = ''] = discord.guildIds;

    expect((await call(discord, 'GET /guilds/{guild_id}', { parts: { guild_id } })).status).toBe(200);
    expect((await call(discord, 'GET /guilds/{guild_id}/channels', { parts: { guild_id } })).status).toBe(500);
  });

  it('status.incident: the status page tells of it, and that it is over', async () => {
    const page = new URL('/status/api/v2/summary.json', discord.api);
    const indicator = async () => ((await (await fetch(page)).json()) as { status: { indicator: string } }).status;

    const id = begin({ fault: 'status.incident', indicator: 'critical', title: 'All is lost' });
    expect(await indicator()).toMatchObject({ indicator: 'critical' });
    discord.end(id);
    expect(await indicator()).toMatchObject({ indicator: 'none' });
  });
});

describe('a script of faults', () => {
  it('begins each at its time, and ends them all when it is ended', async () => {
    const id = discord.script([
      { atMs: 0, fault: { fault: 'ws.op7' } },
      { atMs: 6_000, fault: { fault: 'rest.status', status: 502 } },
      { atMs: 600_000, fault: { fault: 'ws.drop' } },
    ]);

    await client.op(7);
    await waitFor(() => discord.faults.standing.length === 1);
    discord.end(id);

    expect((await call(discord, 'GET /users/@me')).status).toBe(200);
    expect(discord.end(id)).toBe(false);
  });
});

describe('bytes that make no sense', () => {
  it.each([
    ['no JSON', '{{{'],
    ['no object', '[1]'],
    ['no opcode', '{"d":1}'],
    ['too long', JSON.stringify({ op: 1, d: 'x'.repeat(4_096) })],
  ])('are closed with 4002 and counted: %s', async (_name, frame) => {
    await client.sendText(frame);

    expect(await client.closed).toBe(4002);
    expect(discord.malformedFrames).toBe(1);
  });

  it('are answered as bad requests on REST, and harm nobody', async () => {
    const asked = { parts: { application_id: discord.applicationId }, text: '{{{' };
    const { status, body } = await call(discord, 'POST /applications/{application_id}/commands', asked);
    const socket = connect(Number(new URL(discord.api).port), '127.0.0.1');
    socket.end('\u0000\u0001 no HTTP at all\r\n\r\n');
    const [answer] = (await once(socket, 'data')) as [Buffer];

    expect({ status, body }).toMatchObject({ status: 400, body: { code: 50109 } });
    expect(answer.toString()).toMatch(/^HTTP\/1.1 400/);
    expect(discord.malformedRequests).toBe(1);
    expect((await call(discord, 'GET /users/@me')).status).toBe(200);
  });
});
