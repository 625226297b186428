import { RawClient } from '../../../test/conformance/raw-client.js';
import { EmbeddedDiscord } from '../embedded-discord.js';

describe('a gateway with one IDENTIFY in 5 s', () => {
  it('answers the second with an invalid session, and counts it for nothing', async () => {
    const discord = await EmbeddedDiscord.start({ guilds: 2, maxConcurrency: 1 });
    const [first, second] = [RawClient.connect(discord), RawClient.connect(discord)];
    await first.ready({ shard: [0, 2] });

    await second.identify({ shard: [1, 2] });

    expect(await second.op(9)).toMatchObject({ d: false });
    expect(discord.sessionStartsRemaining).toBe(999);
    await discord.stop();
  });

  it('resets the token after the last session start of the day', async () => {
    const discord = await EmbeddedDiscord.start({ guilds: 2 });
    const [first, second] = [RawClient.connect(discord), RawClient.connect(discord)];
    discord.leaveSessionStarts(1);
    await first.ready({ shard: [0, 2] });

    await second.identify({ shard: [1, 2] });

    expect(await Promise.all([first.closed, second.closed])).toEqual([4004, 4004]);
    await discord.stop();
  });
});
