import { Listener, identity } from '../../../test/conformance/gateway-make.js';
import { RawClient } from '../../../test/conformance/raw-client.js';
import { EmbeddedDiscord } from '../embedded-discord.js';
import { defaults } from '../options.js';
import { assemble } from '../parts.js';
import { happening } from '../world/happening.js';

describe('an event without a guild', () => {
  it('goes to shard 0 alone, as direct messages do', () => {
    const { world, gateway } = assemble(defaults, () => ({ url: '', shards: 2 }));
    const listeners = [0, 1].map((shardId) => {
      const listener = new Listener();
      const intents = 1 << 12;
      gateway.sessions.start(identity({ shardId, shardCount: 2, intents }), world.clock.now()).attach(listener);
      return listener;
    });

    world.tell(happening('MESSAGE_CREATE', null, () => ({ content: 'psst' })));

    expect(listeners.map(({ frames }) => frames.length)).toEqual([1, 0]);
  });

  it('is written once for all sessions that see the same', () => {
    const { world, gateway } = assemble(defaults, () => ({ url: '', shards: 1 }));
    const write = vi.fn(() => ({}));
    for (const intents of [1, 1, 1]) gateway.sessions.start(identity({ intents }), 0).attach(new Listener());

    world.tell({ type: 'GUILD_UPDATE', guildId: '1', data: write });

    expect(write).toHaveBeenCalledTimes(1);
  });
});

describe('a shard', () => {
  it('has 2,500 guilds and no more', async () => {
    const discord = await EmbeddedDiscord.start({ guilds: 2_501 });
    const [alone, sharded] = [RawClient.connect(discord), RawClient.connect(discord)];

    await alone.identify();
    const ready = await sharded.ready({ shard: [0, 2] });

    expect(await alone.closed).toBe(4011);
    expect((ready['guilds'] as unknown[]).length).toBeGreaterThan(1_000);
    await discord.stop();
  });
});
