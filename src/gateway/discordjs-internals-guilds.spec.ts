import { once } from 'node:events';
import { Events, GatewayDispatchEvents, Status } from 'discord.js';
import { firstShard, packet, stockScene, unconnectedClient } from '../../test/stock-client.js';
import { WebSocketShardEvents } from './supervision/discordjs-ws.js';

describe('the client of discord.js', () => {
  it('is ready, with all it would have from Discord, by onReadyPacket(), handlePacket() and gotGuild()', async () => {
    const { client, other, manager, shard, ready, guilds } = await unconnectedClient();
    const clientReady = vi.fn();
    client.on(Events.ClientReady, clientReady);
    shard.onReadyPacket(ready.d);
    expect(shard.status).toBe(Status.WaitingForGuilds);
    expect(shard.expectedGuilds?.size).toBe(3);

    expect(manager.handlePacket(ready, shard)).toBe(true);
    expect(client.user?.id).toBe(other.user?.id);
    expect(client.application?.id).toBe(other.application?.id);
    expect(client.guilds.cache.map(({ available, shardId }) => [available, shardId])).toEqual([
      [false, 0],
      [false, 0],
      [false, 0],
    ]);

    for (const guild of guilds) {
      expect(clientReady).not.toHaveBeenCalled();
      expect(manager.handlePacket(guild, shard)).toBe(true);
      shard.gotGuild(guild.d.id ?? '');
    }
    expect(clientReady).toHaveBeenCalledOnce();
    expect(client.isReady()).toBe(true);
    expect(client.guilds.cache.map(String)).toEqual(other.guilds.cache.map(String));
    expect(client.channels.cache.size).toBe(other.channels.cache.size);
  });

  it('takes guilds that READY did not name, tells of none of them, and waits for whatever onReadyPacket() named', async () => {
    const { client, manager, shard, ready, guilds } = await unconnectedClient();
    const told = vi.fn();
    client.on(Events.GuildCreate, told).on(Events.GuildAvailable, told);
    shard.onReadyPacket({ guilds: [{ id: '0' }] });
    manager.handlePacket({ ...ready, d: { ...ready.d, guilds: [] } }, shard);
    for (const guild of guilds) manager.handlePacket(guild, shard);
    expect(client.guilds.cache.map(({ shardId }) => shardId)).toEqual([0, 0, 0]);
    expect(shard.status).toBe(Status.WaitingForGuilds);

    shard.gotGuild('0');
    expect(client.isReady()).toBe(true);
    expect(told).not.toHaveBeenCalled();
  });

  it('is ready by onReadyPacket() and handlePacket() alone where there are no guilds', async () => {
    const { client, manager, shard, ready } = await unconnectedClient();
    const none = { ...ready, d: { ...ready.d, guilds: [] } };
    shard.onReadyPacket(none.d);
    manager.handlePacket(none, shard);

    expect(client.isReady()).toBe(true);
  });
});

describe('a shard of discord.js', () => {
  it('has the session that updateSessionInfo() tells, and stumbles over RESUMED without one', async () => {
    const { client, manager, shard, strategies } = await unconnectedClient();
    const resumed = vi.fn();
    client.on(Events.ShardResume, resumed);
    expect(() => manager.handlePacket(packet(GatewayDispatchEvents.Resumed), shard)).toThrow(TypeError);

    const session = { shardId: 0, shardCount: 1, sequence: 5, sessionId: 'a', resumeURL: 'ws://127.0.0.1' };
    await strategies[0]?.itsManager.options.updateSessionInfo(0, session);
    manager.handlePacket(packet(GatewayDispatchEvents.Resumed), shard);
    expect(resumed).toHaveBeenCalledExactlyOnceWith(0, 5);
  });

  it('that is sent back to wait for guilds while it tells of a resume, still waits afterwards', async () => {
    const { discord, client } = await stockScene();
    const bot = client();
    await Promise.all([once(bot.client, Events.ClientReady), bot.login()]);
    const shard = firstShard(bot.manager);
    const resumed = new Promise<void>((resolve) => {
      bot.client.on(Events.ShardResume, () => {
        shard.expectedGuilds = new Set(['1']);
        shard.status = Status.WaitingForGuilds;
        shard.checkReady();
        setImmediate(resolve);
      });
    });
    discord.dropShard(0);
    await resumed;

    expect(shard.status).toBe(Status.WaitingForGuilds);
  });

  it('that waits for expectedGuilds is ready with the last GUILD_CREATE or GUILD_DELETE', async () => {
    const { client, shard, strategies } = await unconnectedClient();
    const isReady = vi.fn();
    client.on(Events.ShardReady, isReady);
    shard.expectedGuilds = new Set(['1', '2']);
    shard.status = Status.WaitingForGuilds;
    shard.checkReady();
    const tell = (data: object) =>
      strategies[0]?.itsManager.emit(WebSocketShardEvents.Dispatch, { data: data as never, shardId: 0 });
    tell(packet(GatewayDispatchEvents.GuildDelete, { id: '1' }));
    expect(isReady).not.toHaveBeenCalled();

    tell(packet(GatewayDispatchEvents.GuildCreate, { id: '2', unavailable: true }));
    expect(isReady).toHaveBeenCalledExactlyOnceWith(0, undefined);
    expect(shard.status).toBe(Status.Ready);
  });

  it('that waits for expectedGuilds is ready without them when none came for waitGuildTimeout, and names them', async () => {
    const { client, shard } = await unconnectedClient({ waitGuildTimeout: 100 });
    const isReady = once(client, Events.ShardReady);
    shard.expectedGuilds = new Set(['1']);
    shard.status = Status.WaitingForGuilds;
    shard.checkReady();
    expect(shard.status).toBe(Status.WaitingForGuilds);

    expect(await isReady).toEqual([0, new Set(['1'])]);
  });
});
