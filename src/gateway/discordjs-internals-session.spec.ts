import { GatewayOpcodes } from 'discord.js';
import { once } from 'node:events';
import { connectedShard, stockShard } from '../../test/stock-shard.js';
import { RESUMING, destroyReasons } from './discordjs-internals.js';
import { CloseCodes, WebSocketShardDestroyRecovery, WebSocketShardEvents } from './supervision/discordjs-ws.js';

const { Reconnect, Resume } = WebSocketShardDestroyRecovery;

const told = <T>(calls: readonly T[]) => vi.waitFor(() => expect(calls).not.toHaveLength(0), { timeout: 5_000 });

describe('a session of @discordjs/ws', () => {
  it('is told to updateSessionInfo() with READY and with each event, number and resume address included', async () => {
    const { discord, shard, context } = await connectedShard();
    const dispatched = once(shard, WebSocketShardEvents.Dispatch);
    discord.addGuild('One more');
    await dispatched;

    const [first] = context.updates;
    const sessionId = discord.sessions[0]?.sessionId;
    expect(first).toMatchObject({ sessionId, shardId: 0, shardCount: 1, sequence: 1 });
    expect(first?.resumeURL).toContain('/resume');
    expect(context.session?.sequence).toBeGreaterThan(1);
  });

  it('is resumed at its own address by internalConnect(), after a destroy() that closed with 4200 and recovered nothing', async () => {
    const { discord, shard, internals } = await connectedShard();
    await shard.destroy({ code: RESUMING });
    const resumed = once(shard, WebSocketShardEvents.Resumed);
    await internals.internalConnect();
    await resumed;

    expect(internals.connection?.url).toContain('/resume');
    expect([discord.identifies, discord.resumes]).toEqual([1, 1]);
    expect(discord.closes.byClient).toEqual({ 4200: 1 });
  });

  it('begins anew by internalConnect() where there is none, at the ordinary address', async () => {
    const { discord, shard, internals, context } = await connectedShard();
    await shard.destroy({ code: RESUMING });
    context.session = null;
    await internals.internalConnect();

    expect(internals.connection?.url).toContain(discord.gateway);
    expect(shard.sent).toEqual([GatewayOpcodes.Identify, GatewayOpcodes.Identify]);
  });

  it('is asked to be forgotten by a destroy() that recovers nothing, 4200 or not, and before that is over', async () => {
    const { shard, context } = await connectedShard();
    await shard.destroy({ code: RESUMING });

    expect(context.updates.at(-1)).toBeNull();
  });

  it('is left alone by a refused connection where the note that onError() takes of it is crossed out', async () => {
    const { discord, shard, internals } = await stockShard();
    const take = internals.onError.bind(shard);
    internals.onError = (error) => {
      take(error);
      internals.failedToConnectDueToNetworkError = false;
    };
    await discord.stop();
    void internals.internalConnect();
    await told(shard.destroys);

    expect(shard.destroys).toEqual([{ code: 1006, recover: Resume }]);
  });

  it('is dropped by a refused connection where onError() hears of it', async () => {
    const { discord, shard, internals } = await stockShard();
    await discord.stop();
    void internals.internalConnect();
    await told(shard.destroys);

    expect(shard.destroys).toEqual([{ code: 1006, recover: Reconnect }]);
  });

  it('begins with leave by waitForIdentify(), which is aborted when the connection closes', async () => {
    const { discord, shard, context } = await stockShard();
    const aborted = new Promise<boolean>((resolve) => {
      context.waitForIdentify = (_shardId, signal) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => {
            resolve(true);
            reject(new Error('aborted'));
          });
        });
    });
    const greeted = once(shard, WebSocketShardEvents.Hello);
    void shard.connect();
    await greeted;
    expect(shard.sent).not.toContain(GatewayOpcodes.Identify);

    shard.internals.connection?.terminate();
    expect(await aborted).toBe(true);
    expect(discord.attempts.identifies).toBe(0);
  });
});

describe('the code and the reason that @discordjs/ws gives to destroy()', () => {
  it('are 4200 where the session is kept', () => {
    expect(CloseCodes.Resuming).toBe(RESUMING);
  });

  it.each([
    ['op 7', { fault: 'ws.op7' }, { reason: destroyReasons.reconnectAsked, recover: Resume }],
    ['op 9', { fault: 'ws.op9' }, { reason: destroyReasons.invalidSession, recover: Reconnect }],
  ] as const)('are known for %s', async (_name, fault, expected) => {
    const { discord, shard } = await connectedShard();
    discord.begin(fault);
    await told(shard.destroys);

    expect(shard.destroys).toEqual([expected]);
  });

  it.each([
    ['no HELLO', { fault: 'ws.muteHello' }, { helloTimeout: 300 }],
    ['no READY', { fault: 'ws.noReady' }, { readyTimeout: 300 }],
  ] as const)('are known for %s in time', async (_name, fault, times) => {
    const { discord, shard } = await stockShard({}, times);
    discord.begin(fault);
    void shard.connect();
    await told(shard.destroys);

    expect(shard.destroys).toEqual([{ code: 1000, reason: destroyReasons.timedOut, recover: Reconnect }]);
  });

  it.each([
    [1000, Reconnect],
    [4000, Resume],
    [4001, Resume],
    [4002, Resume],
    [4003, Reconnect],
    [4005, Reconnect],
    [4007, Reconnect],
    [4008, Reconnect],
    [4009, Resume],
    [4004, undefined],
    [4010, undefined],
    [4011, undefined],
    [4012, undefined],
    [4013, undefined],
    [4014, undefined],
  ])('are known for a close with %d', async (code, recover) => {
    const { discord, shard } = await connectedShard();
    discord.closeShard(0, code);
    await told(shard.destroys);

    expect(shard.destroys).toHaveLength(1);
    expect(shard.destroys[0]).toMatchObject({ code });
    expect(shard.destroys[0]?.recover).toBe(recover);
  });
});
