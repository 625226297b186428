import { once } from 'node:events';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Events, GatewayDispatchEvents, Status } from 'discord.js';
import { packet, stockScene, unconnected, unconnectedClient } from '../../test/stock-client.js';
import type { ClientManager } from './discordjs-internals.js';
import { WebSocketShardEvents } from './supervision/discordjs-ws.js';

/** What handlePacket() is called with from now on. */
function watchedPackets(manager: ClientManager): unknown[] {
  const handle = manager.handlePacket.bind(manager);
  const handled: unknown[] = [];
  manager.handlePacket = (given, shard) => {
    handled.push(given);
    return handle(given, shard);
  };
  return handled;
}

describe('the client of discord.js', () => {
  it('knows its shards, in client.ws.shards, before the strategy spawns them', async () => {
    const { client } = await stockScene({ shards: 2 });
    let known: number[] = [];
    const { manager, login } = client({
      shardCount: 2,
      arrange: (strategy) => {
        unconnected(strategy);
        strategy.onSpawn = () => (known = [...manager.shards.keys()]);
      },
    });
    await login();

    expect(known).toEqual([0, 1]);
  });

  it('takes each event of a connection by handlePacket(), through the object', async () => {
    const { manager, shard, strategies } = await unconnectedClient();
    const handlePacket = vi.fn(() => true);
    manager.handlePacket = handlePacket;
    const data = packet(GatewayDispatchEvents.TypingStart);
    strategies[0]?.itsManager.emit(WebSocketShardEvents.Dispatch, { data: data as never, shardId: 0 });

    expect(handlePacket).toHaveBeenCalledExactlyOnceWith(data, shard);
  });

  it('keeps an event back as the last of packetQueue, says so with false, and forgets what is taken out there', async () => {
    const { manager, shard } = await unconnectedClient();
    const early = [packet('ONE'), packet('TWO')];
    expect(early.map((event) => manager.handlePacket(event, shard))).toEqual([false, false]);
    expect(manager.packetQueue).toMatchObject(early.map((event) => ({ packet: event })));

    manager.packetQueue.pop();
    const handled = watchedPackets(manager);
    shard.status = Status.Ready;
    manager.checkShardsReady();
    await vi.waitFor(() => expect(handled).toContain(early[0]));
    await nextTurn();
    expect(handled).not.toContain(early[1]);
  });

  it('takes any event at once while status is set to Ready, whether it is or not', async () => {
    const { client, manager, shard, guilds } = await unconnectedClient();
    const joined = vi.fn();
    client.on(Events.GuildCreate, joined);
    manager.status = Status.Ready;
    expect(manager.handlePacket(packet('ONE'), shard)).toBe(true);
    manager.handlePacket(guilds[0], shard);

    expect(joined).toHaveBeenCalledOnce();
  });

  it('takes what was kept back by handlePacket(), through the object, when it is ready', async () => {
    const { manager, shard } = await unconnectedClient();
    const early = packet('ONE');
    manager.handlePacket(early, shard);
    const handled = watchedPackets(manager);
    shard.status = Status.Ready;
    manager.checkShardsReady();

    await vi.waitFor(() => expect(handled).toContain(early));
  });

  it('is made ready by checkShardsReady() once, when all of its shards are', async () => {
    const { client, manager, shard } = await unconnectedClient();
    const clientReady = vi.fn();
    client.on(Events.ClientReady, clientReady);
    manager.checkShardsReady();
    expect(clientReady).not.toHaveBeenCalled();

    shard.status = Status.Ready;
    manager.checkShardsReady();
    manager.checkShardsReady();
    expect(clientReady).toHaveBeenCalledOnce();
  });

  it('calls handlePacket() with nothing when it becomes ready', async () => {
    const { manager, shard } = await unconnectedClient();
    const handled = watchedPackets(manager);
    shard.status = Status.Ready;
    manager.checkShardsReady();

    expect(handled).toEqual([undefined]);
  });
});

describe('the sign-in of discord.js', () => {
  it('that failed leaves client.ws.destroyed set, and no later one is ready until it is taken back', async () => {
    const { client } = await stockScene();
    const bot = client({
      arrange: (strategy) => {
        strategy.onConnect = () => Promise.reject(new Error('refused'));
      },
    });
    await expect(bot.login()).rejects.toThrow('refused');
    expect(bot.manager.destroyed).toBe(true);

    const [strategy] = bot.strategies;
    if (strategy) strategy.onConnect = () => strategy.connectShards();
    await Promise.all([once(bot.client, Events.ClientReady), bot.login()]);
    expect(bot.client.isReady()).toBe(false);

    bot.manager.destroyed = false;
    expect(bot.client.isReady()).toBe(true);
  });
});
