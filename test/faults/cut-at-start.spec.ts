import { EmbeddedDiscord } from '../../src/embedded-discord/embedded-discord.js';
import { TcpProxy } from '../../src/embedded-discord/proxy/tcp-proxy.js';
import { type Shardwatch, startShardwatch, waitFor } from '../e2e/start.js';
import { statusOf, whenOperational } from '../e2e/status.js';
import { PATIENT_MS } from './scene.js';

/** They are sent over half a second, so that the connection can be cut in the middle. */
const GUILDS = 2_400;
/** Milliseconds; discord.js gives up waiting for servers after 15 s. */
const ANSWERED_WITHIN_MS = 10_000;

describe('a bot that is cut off while its servers are on their way', { timeout: PATIENT_MS }, () => {
  let discord: EmbeddedDiscord;
  let proxy: TcpProxy;
  let app: Shardwatch;

  beforeEach(async () => {
    discord = await EmbeddedDiscord.start({ shards: 1, guilds: GUILDS });
    proxy = await TcpProxy.start(new URL(discord.api).host);
    discord.announce(proxy.address);
    app = await startShardwatch({ DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.api });
    // READY and some guilds are out, and not nearly all.
    await waitFor(() => Number(discord.sessions[0]?.sequence) > 100, app);
    expect(discord.sessions[0]?.sequence).toBeLessThan(GUILDS);
  });
  afterEach(async () => {
    const { process: own } = await statusOf(app);
    expect((await app.stop()).code).toBe(0);
    await proxy.stop();
    await discord.stop();
    expect(own?.uncaughtErrorCount).toBe(0);
  });

  /** A command is used, once the bot has registered it. */
  function ping(): Promise<object> {
    return waitFor(() => discord.invoke('ping').catch(() => null), app, ANSWERED_WITHIN_MS);
  }

  it('resumes, gets the rest of them, and answers commands', async () => {
    discord.dropShard(0);
    const { shards } = await whenOperational(app);

    expect(shards[0]).toMatchObject({ resumeCount: 1, identifyCount: 1, receivedGuildCount: GUILDS });
    expect(await ping()).toMatchObject({ isEphemeral: true });
  });
});
