import { TruthScene, nextMoment, until } from '../../../test/conformance/truth-scene.js';
import type { EmbeddedDiscord } from '../embedded-discord.js';
import type { FaultWish } from '../faults/fault.js';
import { shardOf } from '../world/snowflake.js';

describe('the truth about a deaf shard', () => {
  let scene: TruthScene;
  let discord: EmbeddedDiscord;

  beforeEach(async () => {
    scene = await TruthScene.open();
    discord = scene.discord;
  });

  afterEach(() => scene.close());

  it.each<FaultWish>([
    { fault: 'ws.deaf' },
    { fault: 'ws.gap' },
    { fault: 'ws.lateDispatch', delayMs: 3_600_000 },
    { fault: 'ws.slow', delayMs: 3_000, scope: { shards: [0] } },
  ])('is deaf while this stands: %j', async (wish) => {
    await scene.newcomer();
    await scene.newcomer([1, 2]);
    const before = await scene.served();
    await until(() => scene.truth(1).isServed);
    const begun = await nextMoment();

    const fault = discord.begin(wish);
    await scene.become('deaf', begun);
    expect(scene.truth(1).isServed).toBe(wish.scope !== undefined);
    discord.end(fault);

    expect(scene.truth().isServed).toBe(true);
    expect(scene.truth().since).toBeGreaterThan(before.since);
  });

  it.each<FaultWish>([
    { fault: 'ws.lateDispatch', delayMs: 2_999 },
    { fault: 'ws.gap', limit: { probability: 0.5 } },
    { fault: 'ws.deaf', scope: { shards: [1] } },
    { fault: 'ws.duplicateSequence' },
  ])('does not change with what leaves it a chance: %j', async (wish) => {
    await scene.newcomer();
    const before = await scene.served();

    discord.begin(wish);

    expect(scene.truth()).toEqual(before);
  });

  it('is served again when the last event that had to be lost is', async () => {
    await scene.newcomer();
    await scene.served();
    discord.begin({ fault: 'ws.gap', limit: { count: 1 } });
    await scene.become('deaf');

    discord.setGuildUnavailable(discord.guildIds.find((id) => shardOf(id, 2) === 0) ?? '', true);

    expect(scene.truth().isServed).toBe(true);
  });

  it('stays deaf as long as one of two faults stands', async () => {
    await scene.newcomer();
    await scene.served();
    const first = discord.begin({ fault: 'ws.gap' });
    const deaf = scene.truth();
    await nextMoment();
    const second = discord.begin({ fault: 'ws.deaf' });

    discord.end(first);
    expect(scene.truth()).toEqual(deaf);
    discord.end(second);
    expect(scene.truth().isServed).toBe(true);
  });

  it('is as deaf as before after RESUME, and anew after IDENTIFY', async () => {
    const { client, sessionId } = await scene.newcomer();
    await scene.served();
    discord.begin({ fault: 'ws.deaf' });
    const deaf = scene.truth();
    client.drop();
    await scene.become('closed', deaf.since);

    const second = await scene.resume(sessionId);
    expect(scene.truth()).toEqual(deaf);
    second.close(1000);
    await scene.become('closed', deaf.since);
    const begun = await nextMoment();
    await scene.newcomer();

    await scene.become('deaf', begun);
  });

  it('names all that is in the way, what is noticed soonest first', async () => {
    const { client } = await scene.newcomer();
    await scene.served();
    const deaf = discord.begin({ fault: 'ws.deaf' });
    discord.begin({ fault: 'ws.noAck' });
    await client.send(1, null);
    const { since } = await scene.become('unacknowledged');
    const held = discord.begin({ fault: 'ws.blackhole' });

    expect(scene.truth()).toMatchObject({
      since,
      hindrances: [{ why: 'unacknowledged', since }, { why: 'silent' }, { why: 'deaf' }],
    });
    discord.end(held);
    discord.end(deaf);
    expect(scene.truth().hindrances).toEqual([{ why: 'unacknowledged', since }]);
  });
});
