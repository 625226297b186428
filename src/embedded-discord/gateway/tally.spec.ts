import { RawClient } from '../../../test/conformance/raw-client.js';
import { defaults } from '../options.js';
import { assemble } from '../parts.js';
import { EmbeddedDiscord } from '../embedded-discord.js';
import { Tally } from './tally.js';

describe('the tally of the gateway', () => {
  it('counts by shard and by code', () => {
    const tally = new Tally();
    tally.of(3).identifies += 1;
    tally.of(4).identifies += 1;
    tally.of(4).resumes += 1;
    tally.ends('byServer', 4000);
    tally.ends('byServer', 4000);
    tally.ends('byClient', 1006);

    expect([tally.identifies, tally.resumes]).toEqual([2, 1]);
    expect(tally.closes).toEqual({ byServer: { 4000: 2 }, byClient: { 1006: 1 } });
  });

  it('begins with nothing', () => {
    const { gateway } = assemble(defaults, () => ({ url: '', shards: 1 }));

    expect(gateway.tally).toMatchObject({ connections: 0, heartbeats: 0, malformedFrames: 0, missedHeartbeats: 0 });
  });
});

describe('a frame that is no WebSocket frame or no UTF-8', () => {
  it.each([Buffer.from([0xff, 0xff]), Buffer.from([0x81, 0x01, 0x00])])('is survived', async (bytes) => {
    const discord = await EmbeddedDiscord.start({ guilds: 1 });
    const client = RawClient.connect(discord);
    await client.op(10);

    client.raw(bytes);

    expect(await client.closed).toBeGreaterThanOrEqual(1002);
    await RawClient.connect(discord).ready();
    await discord.stop();
  });
});
