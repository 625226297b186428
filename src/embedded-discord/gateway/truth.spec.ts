import type { RawClient } from '../../../test/conformance/raw-client.js';
import { TruthScene, nextMoment, until } from '../../../test/conformance/truth-scene.js';
import type { EmbeddedDiscord } from '../embedded-discord.js';
import { shardOf } from '../world/snowflake.js';
import type { ShardTruth } from './truth.js';

describe('the truth about a shard', () => {
  let startedAt: number;
  let scene: TruthScene;
  let discord: EmbeddedDiscord;

  beforeEach(async () => {
    startedAt = Date.now();
    scene = await TruthScene.open();
    discord = scene.discord;
  });

  afterEach(() => scene.close());

  it('is closed since the start while nobody has come, for each shard that is recommended', () => {
    expect(discord.truth()).toMatchObject([
      { shardId: 0, isServed: false, why: 'closed' },
      { shardId: 1, isServed: false, why: 'closed' },
    ]);
    expect(scene.truth().since).toBeGreaterThanOrEqual(startedAt);
    expect(scene.truth().since).toBeLessThanOrEqual(Date.now());
  });

  it('is closed until READY and all guilds have been sent, and has a time of its own for each shard', async () => {
    const begun = await nextMoment();
    const closed = scene.truth();
    discord.begin({ fault: 'ws.noReady', limit: { count: 1 } });
    await scene.connect().identify({ shard: [0, 2] });
    await until(() => discord.identifies === 1);
    expect(scene.truth()).toEqual(closed);

    const { client } = await scene.newcomer();
    expect(scene.truth()).toEqual(closed);
    await scene.served(begun);

    const guilds = discord.guildIds.filter((id) => shardOf(id, 2) === 0).length;
    await until(() => client.frames.filter(({ t }) => t === 'GUILD_CREATE').length === guilds);
    expect(scene.truth(1)).toMatchObject({ isServed: false, since: closed.since });
  });

  it.each<[string, (client: RawClient) => unknown]>([
    ['the client leaves', (client) => client.drop()],
    ['Discord closes', () => discord.closeShard(0, 4000)],
    ['Discord cuts', () => discord.dropShard(0)],
    ['the session is called invalid', () => discord.begin({ fault: 'ws.op9', resumable: true })],
    ['there is an outage', () => discord.begin({ fault: 'outage', side: 'gateway', limit: { durationMs: 100 } })],
  ])('is closed when %s, and served anew with RESUMED', async (_what, end) => {
    const { client, sessionId } = await scene.newcomer();
    await scene.served();
    const begun = await nextMoment();

    end(client);

    const closed = await scene.become('closed', begun);
    await until(() => discord.faults.standing.length === 0);
    expect(scene.truth()).toEqual(closed);
    const back = await nextMoment();
    await scene.resume(sessionId);
    await scene.served(back);
  });

  it('is closed until a late RESUMED has gone out', async () => {
    const { sessionId, closed } = await scene.leaver();
    discord.begin({ fault: 'ws.lateDispatch', delayMs: 1_000 });

    const client = scene.connect();
    await client.resume(sessionId, 1);
    await until(() => discord.resumes === 1);
    expect(scene.truth()).toEqual(closed);

    await client.event('RESUMED');
    await scene.served();
  });

  it('is closed when the client comes back before all its guilds, until they have been sent', async () => {
    const closed = scene.truth();
    const { client, sessionId } = await scene.newcomer();
    client.drop();

    const second = await scene.resume(sessionId);
    const isLast = ({ d }: { d: unknown }) => (d as { id?: string } | null)?.id === last;
    const last = discord.guildIds.filter((id) => shardOf(id, 2) === 0).at(-1);
    if (!second.frames.some(isLast)) expect(scene.truth()).toEqual(closed);

    await second.frame(isLast);
    await scene.served();
  });

  it('is unacknowledged since the first heartbeat that was not acknowledged, until one is', async () => {
    const { client } = await scene.newcomer();
    const before = await scene.served();
    const fault = discord.begin({ fault: 'ws.noAck', scope: { shards: [0] } });
    expect(scene.truth()).toEqual(before);
    const begun = await nextMoment();

    await client.send(1, null);
    const open = await scene.become('unacknowledged', begun);
    await nextMoment();
    await client.send(1, null);
    await scene.ask(client);
    discord.end(fault);
    expect(scene.truth()).toEqual(open);

    const acknowledged = await nextMoment();
    await client.send(1, null);
    await scene.served(acknowledged);
  });

  it('is served again by a new connection, whose heartbeats are not yet due', async () => {
    const { client, sessionId } = await scene.newcomer();
    await scene.served();
    discord.begin({ fault: 'ws.noAck' });
    await client.send(1, null);
    await scene.become('unacknowledged');
    client.drop();
    await scene.become('closed');

    await scene.resume(sessionId);

    await scene.served();
  });

  it('is silent while the connection is held', async () => {
    const { sessionId } = await scene.newcomer();
    await scene.served();
    const begun = await nextMoment();

    const fault = discord.begin({ fault: 'ws.blackhole' });
    await scene.become('silent', begun);
    const ended = await nextMoment();
    discord.end(fault);
    await scene.served(ended);

    discord.begin({ fault: 'ws.blackhole' });
    await scene.resume(sessionId);
    await scene.served();
  });

  it('needs one session that serves, of the recommended count', async () => {
    const other = await scene.newcomer([0, 1]);
    await scene.ask(other.client);
    expect(scene.truth().isServed).toBe(false);

    const first = await scene.newcomer();
    const before = await scene.served();
    const second = await scene.newcomer();
    const guilds = discord.guildIds.filter((id) => shardOf(id, 2) === 0).length;
    await until(() => second.client.frames.filter(({ t }) => t === 'GUILD_CREATE').length === guilds);
    first.client.drop();
    await until(() => discord.sessions.some(({ isConnected }) => !isConnected));

    expect(scene.truth()).toEqual(before);
  });

  it('begins anew with a reset, and is told by the control API', async () => {
    await scene.newcomer();
    await scene.served();
    const begun = await nextMoment();

    discord.reset();

    const { address = '', key = '' } = discord.control ?? {};
    const response = await fetch(`${address}/truth`, { headers: { authorization: `Bearer ${key}` } });
    const { now, shards } = (await response.json()) as { now: number; shards: ShardTruth[] };
    expect(shards).toEqual(discord.truth());
    expect(shards[0]).toMatchObject({ why: 'closed', hindrances: [{ why: 'closed' }] });
    expect(shards[0]?.since).toBeGreaterThanOrEqual(begun);
    expect(now).toBeGreaterThanOrEqual(begun);
  });
});
