import { RawClient } from '../../../test/conformance/raw-client.js';
import { EmbeddedDiscord } from '../embedded-discord.js';

describe('a heartbeat', () => {
  let discord: EmbeddedDiscord;

  beforeEach(async () => {
    discord = await EmbeddedDiscord.start({ guilds: 1, heartbeatIntervalMs: 100 });
  });

  afterEach(() => discord.stop());

  it('is acknowledged, and missed when it does not come; the session stays', async () => {
    const client = RawClient.connect(discord);
    await client.ready();

    await client.send(1, null);
    await client.op(11);

    expect(await client.closed).toBe(4000);
    expect(discord.sessions).toMatchObject([{ isConnected: false }]);
  });

  it('is missed with 4009 where there is no session', async () => {
    expect(await RawClient.connect(discord).closed).toBe(4009);
  });
});
