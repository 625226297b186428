import { GatewayDispatchEvents, GatewayOpcodes } from 'discord.js';
import { once } from 'node:events';
import { connectedShard, stockShard } from '../../test/stock-shard.js';
import type { EmbeddedDiscord } from '../embedded-discord/embedded-discord.js';
import { CONNECTING, RESUMING, type SendLimit } from './discordjs-internals.js';
import { WebSocketShardDestroyRecovery, WebSocketShardEvents } from './supervision/discordjs-ws.js';

const { Resume } = WebSocketShardDestroyRecovery;
const OPEN = 1;

/** As long as the network takes, both ways. */
async function roundTrip(discord: EmbeddedDiscord): Promise<void> {
  const response = await fetch(`${discord.api}/v10/gateway`);
  await response.text();
}

const told = <T>(calls: readonly T[]) => vi.waitFor(() => expect(calls).not.toHaveLength(0), { timeout: 5_000 });

describe('@discordjs/ws calls a shard through the object, so that what we replace takes effect:', () => {
  it('connect() opens the connection by internalConnect()', async () => {
    const { shard, internals } = await stockShard();
    const connect = vi.fn(internals.internalConnect.bind(shard));
    internals.internalConnect = connect;
    await shard.connect();

    expect(connect).toHaveBeenCalledOnce();
  });

  it('every frame is read by unpackMessage(), as text without compression, and left out where that gives null', async () => {
    const { discord, shard, internals } = await stockShard();
    const unpack = internals.unpackMessage.bind(shard);
    const read: unknown[] = [];
    internals.unpackMessage = async (data, isBinary) => {
      const payload = (await unpack(data, isBinary)) as { t?: string } | null;
      read.push([payload?.t ?? null, typeof data, isBinary]);
      return payload?.t === 'GUILD_CREATE' ? null : payload;
    };
    const heard: string[] = [];
    shard.on(WebSocketShardEvents.Dispatch, ({ data }) => void heard.push(data.t));
    await shard.connect();
    const { length } = read;
    discord.addGuild('Left out');
    discord.removeGuild(discord.guildIds[0] ?? '');
    await vi.waitFor(() => expect(heard).toContain('GUILD_DELETE'));

    expect(read[0]).toEqual([null, 'string', false]);
    expect(read.slice(length)).toContainEqual(['GUILD_CREATE', 'string', false]);
    expect(heard).not.toContain('GUILD_CREATE');
    expect(internals.inflate).toBeNull();
  });

  it('a frame is handled when unpackMessage() has read it, however late, and later ones do not wait for it', async () => {
    const { discord, shard, internals } = await connectedShard({ guilds: 0 });
    const unpack = internals.unpackMessage.bind(shard);
    let goOn: () => void = () => undefined;
    const late = new Promise<void>((resolve) => (goOn = resolve));
    internals.unpackMessage = async (data, isBinary) => {
      if (typeof data === 'string' && data.includes('Late')) await late;
      return unpack(data, isBinary);
    };
    const heard: string[] = [];
    shard.on(WebSocketShardEvents.Dispatch, ({ data }) => {
      if (data.t === GatewayDispatchEvents.GuildCreate) heard.push(data.d.name);
    });
    discord.addGuild('Late');
    discord.addGuild('Soon');
    await vi.waitFor(() => expect(heard).toEqual(['Soon']));
    goOn();

    await vi.waitFor(() => expect(heard).toEqual(['Soon', 'Late']));
  });

  it('unpackMessage() gives null for what is no JSON, and does not reject', async () => {
    const { internals } = await stockShard();

    expect(await internals.unpackMessage('{"op":', false)).toBeNull();
    expect(await internals.unpackMessage(new ArrayBuffer(4), true)).toBeNull();
  });

  it('the timer beats by heartbeat(), and when Discord asks for a heartbeat by heartbeat(true)', async () => {
    const { discord, internals, shard } = await stockShard({ heartbeatIntervalMs: 200 });
    const beat = internals.heartbeat.bind(shard);
    const asked: (boolean | undefined)[] = [];
    internals.heartbeat = (isRequested) => {
      asked.push(isRequested);
      return beat(true);
    };
    await shard.connect();

    await vi.waitFor(() => expect(asked.slice(0, 3)).toEqual([undefined, undefined, undefined]), { timeout: 5_000 });
    discord.begin({ fault: 'ws.requestHeartbeat' });
    await vi.waitFor(() => expect(asked).toContain(true));
  });

  it('an error of the connection goes to onError()', async () => {
    const { discord, shard, internals } = await stockShard();
    const errors: Error[] = [];
    internals.onError = (error) => void errors.push(error);
    discord.refuseGateway('http503');
    void shard.connect();
    await told(errors);

    expect(errors[0]?.message).toContain('503');
  });

  it('IDENTIFY, heartbeats and RESUME go out through send()', async () => {
    const { shard, internals } = await stockShard({ heartbeatIntervalMs: 300 });
    await shard.connect();
    await internals.heartbeat(true);
    expect(shard.sent.slice(0, 2)).toEqual([GatewayOpcodes.Identify, GatewayOpcodes.Heartbeat]);

    await shard.destroy({ recover: Resume });
    await internals.internalConnect();
    expect(shard.sent.at(-1)).toBe(GatewayOpcodes.Resume);
  });
});

describe('a heartbeat of @discordjs/ws', () => {
  it('goes out by heartbeat(true) although the one before was not acknowledged', async () => {
    const { discord, shard, internals } = await connectedShard();
    discord.begin({ fault: 'ws.noAck' });
    await internals.heartbeat(true);
    await internals.heartbeat(true);

    expect(shard.sent.slice(-2)).toEqual([GatewayOpcodes.Heartbeat, GatewayOpcodes.Heartbeat]);
    expect(shard.destroys).toEqual([]);
  });

  it('that is acknowledged makes the shard emit "heartbeat"', async () => {
    const { shard, internals } = await connectedShard();
    const acknowledged = once(shard, WebSocketShardEvents.HeartbeatComplete);
    await internals.heartbeat(true);

    await acknowledged;
  });
});

describe('the socket of @discordjs/ws', () => {
  it('brings no frame between pause() and resume()', async () => {
    const { discord, shard, internals } = await connectedShard({ guilds: 0 });
    const heard: string[] = [];
    shard.on(WebSocketShardEvents.Dispatch, ({ data }) => void heard.push(data.t));
    internals.connection?.pause();
    discord.addGuild('Waits');
    await roundTrip(discord);
    expect(heard).not.toContain('GUILD_CREATE');

    internals.connection?.resume();
    await vi.waitFor(() => expect(heard).toContain('GUILD_CREATE'));
  });

  it('is in connection, of the package ws: an address, a state, and an end at once by terminate()', async () => {
    const { discord, shard, internals } = await stockShard();
    expect(internals.connection).toBeNull();
    const up = shard.connect();
    await vi.waitFor(() => expect(internals.connection?.readyState).toBe(CONNECTING), { interval: 1 });
    await up;

    const { connection } = internals;
    expect(connection).toMatchObject({ readyState: OPEN, on: expect.any(Function) as unknown });
    expect(connection?.url).toMatch(`${discord.gateway}?v=10&encoding=json`);
    const closed = once(shard, WebSocketShardEvents.Closed);
    connection?.terminate();
    expect(await closed).toEqual([{ code: 1006 }]);
    await vi.waitFor(() => expect(shard.destroys).toEqual([{ code: 1006, recover: Resume }]));
  });

  it('that says no goodbye holds destroy() up until it is terminated', async () => {
    const { discord, shard, internals } = await connectedShard();
    discord.begin({ fault: 'ws.blackhole' });
    let isOver = false;
    const over = shard.destroy({ code: RESUMING }).then(() => (isOver = true));
    await vi.waitFor(() => expect(internals.connection?.readyState).not.toBe(OPEN));
    expect(isOver).toBe(false);

    internals.connection?.terminate();
    await over;
  });

  it('gives the shard a new count of payloads when it opens, and one when the minute is over', async () => {
    const { shard, internals } = await stockShard();
    const states: SendLimit[] = [];
    let state = internals.sendRateLimitState;
    Object.defineProperty(internals, 'sendRateLimitState', {
      get: () => state,
      set: (next: SendLimit) => void states.push((state = { ...next })),
    });
    await shard.connect();
    expect(states).toEqual([{ sent: 0, resetAt: expect.closeTo(Date.now() + 60_000, -4) as unknown }]);

    const request = { guild_id: '1', user_ids: '1', limit: 0 };
    state.resetAt = Date.now() - 1;
    await shard.send({ op: GatewayOpcodes.RequestGuildMembers, d: request });
    expect(states.map(({ sent }) => sent)).toEqual([0, 1]);
  });
});
