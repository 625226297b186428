import { once } from 'node:events';
import { createRequire } from 'node:module';
import { Events, GatewayDispatchEvents, GatewayOpcodes } from 'discord.js';
import { stockScene, unconnected } from '../../test/stock-client.js';
import { RESUMING } from './discordjs-internals.js';
import {
  type IShardingStrategy,
  WebSocketManager,
  WebSocketShardEvents,
  managerToFetchingStrategyOptions,
} from './supervision/discordjs-ws.js';

const require = createRequire(import.meta.url);
const { dependencies } = require('../../package.json') as { dependencies: Record<string, string> };

describe('the packages whose private parts we use', () => {
  it.each([
    ['discord.js', '14.28.1'],
    ['@discordjs/ws', '1.2.3'],
  ])('%s is pinned to the version that was read, %s, and is installed as that', (name, version) => {
    expect(dependencies[name]).toBe(version);
    expect(require(name)).toMatchObject({ version });
  });

  it('are one copy each, whoever asks for them', async () => {
    const ofDiscordJs = createRequire(require.resolve('discord.js'));
    const ofNecord = createRequire(require.resolve('necord'));

    expect(ofDiscordJs.resolve('@discordjs/ws')).toBe(require.resolve('@discordjs/ws'));
    expect(ofNecord.resolve('discord.js')).toBe(require.resolve('discord.js'));
    expect(await import('discord.js')).toHaveProperty('Client', (require('discord.js') as { Client: unknown }).Client);
  });
});

describe('the manager of @discordjs/ws', () => {
  it('builds its strategy in its constructor, when its own options are there', () => {
    const updateSessionInfo = vi.fn();
    const tokens: string[] = [];
    const buildStrategy = ({ options }: WebSocketManager) => {
      tokens.push(options.token);
      void options.updateSessionInfo(7, null);
      return {} as IShardingStrategy;
    };
    new WebSocketManager({ token: 'a token', intents: 0, rest: {} as never, updateSessionInfo, buildStrategy });

    expect(tokens).toEqual(['a token']);
    expect(updateSessionInfo).toHaveBeenCalledWith(7, null);
  });

  it('lets those who listen since buildStrategy hear each event before discord.js does', async () => {
    const { client } = await stockScene();
    const withoutChannels = client({
      arrange: ({ itsManager }) => {
        itsManager.on(WebSocketShardEvents.Dispatch, ({ data }) => {
          if (data.t === GatewayDispatchEvents.GuildCreate) Object.assign(data.d, { channels: [] });
        });
      },
    });
    await Promise.all([once(withoutChannels.client, Events.ClientReady), withoutChannels.login()]);

    expect(withoutChannels.client.guilds.cache.map(({ channels }) => channels.cache.size)).toEqual([0, 0, 0]);
  });

  it('signs in by destroy(), spawn() and connect() of the strategy, each time', async () => {
    const { client } = await stockScene();
    const { strategies, login } = client({ arrange: unconnected });
    await login();
    await login();

    expect(strategies.map(({ calls }) => calls)).toEqual([
      ['destroy', 'spawn', 'connect', 'destroy', 'spawn', 'connect'],
    ]);
  });

  it('is made anew for another token, and stays for the same one and for one that its options have already', async () => {
    const { client } = await stockScene();
    const { strategies, login, ...bot } = client({ arrange: unconnected });
    await login();
    const [first] = strategies;
    if (first) first.itsManager.options.token = 'renewed';
    await bot.client.login('renewed').catch(() => undefined);
    expect(strategies).toHaveLength(1);

    await bot.client.login('another').catch(() => undefined);
    expect(strategies).toHaveLength(2);
  });

  it('does not connect with fewer session starts than shards', async () => {
    const { discord, client } = await stockScene();
    discord.leaveSessionStarts(0);
    const { strategies, login } = client({ arrange: unconnected });

    await expect(login()).rejects.toThrow('Not enough sessions remaining');
    expect(strategies[0]?.calls.slice(0, 2)).toEqual(['destroy', 'spawn']);
    expect(strategies[0]?.calls).not.toContain('connect');
  });

  it('counts session starts in the very object that a strategy is given, and may raise, when it spawns', async () => {
    const { discord, client } = await stockScene();
    discord.leaveSessionStarts(0);
    const { strategies, login } = client({
      arrange: (strategy) => {
        unconnected(strategy);
        strategy.onSpawn = async () => {
          const { gatewayInformation } = await managerToFetchingStrategyOptions(strategy.itsManager);
          gatewayInformation.session_start_limit.remaining = 1;
        };
      },
    });
    await login();

    expect(strategies[0]?.calls).toContain('connect');
  });
});

describe('the stock strategy of @discordjs/ws', () => {
  it('sends to the shards of its map, and its destroy() closes them with the given code and forgets them', async () => {
    const { client } = await stockScene();
    const { strategies, login } = client({ arrange: unconnected });
    await login();
    const [strategy] = strategies;
    const shard = strategy?.internals.shards.get(0);
    if (!shard) throw new Error('There is no shard');
    const done: unknown[] = [];
    shard.send = ({ op }) => Promise.resolve(void done.push(op));
    shard.destroy = (options) => Promise.resolve(void done.push(options));
    await strategy?.itsManager.send(0, { op: GatewayOpcodes.Heartbeat, d: null });
    await strategy?.itsManager.destroy({ code: RESUMING, reason: 'Stopping' });

    expect(done).toEqual([GatewayOpcodes.Heartbeat, { code: RESUMING, reason: 'Stopping' }]);
    expect(strategy?.internals.shards.size).toBe(0);
  });
});
