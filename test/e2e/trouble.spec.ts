import { EmbeddedDiscord } from '../../src/embedded-discord/embedded-discord.js';
import { type Shardwatch, startShardwatch, waitFor } from './start.js';
import { statusOf, statusWhen, whenOperational } from './status.js';

const quiet = { shards: 2, guilds: 4, traffic: false, mishaps: false, latency: false, heartbeatIntervalMs: 1_000 };

describe('when Discord has trouble', () => {
  let discord: EmbeddedDiscord;
  let app: Shardwatch;
  const start = async (env: Record<string, string> = {}) => {
    app = await startShardwatch({ DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.api, ...env });
  };
  beforeEach(async () => {
    discord = await EmbeddedDiscord.start(quiet);
  });
  afterEach(async () => {
    expect((await app.stop()).code).toBe(0);
    await discord.stop();
  });

  it('shows the pages and the reason while Discord cannot be reached, and recovers by itself', async () => {
    const port = Number(new URL(discord.api).port);
    await discord.stop();
    await start();
    const down = await statusWhen(app, ({ problem }) => problem !== null);
    discord = await EmbeddedDiscord.start({ ...quiet, port });

    expect(down.sentence).toBe(`Starting - Discord's API (127.0.0.1:${port}) refuses the connection (ECONNREFUSED)`);
    expect(down.advice).toContain('it tries again by itself');
    await whenOperational(app);
  });

  it('says that the token is wrong, and does not try again', async () => {
    await start({ DISCORD_TOKEN: `${discord.token.slice(0, -1)}${discord.token.endsWith('A') ? 'B' : 'A'}` });
    const down = await statusWhen(app, ({ verdict }) => verdict === 'down');

    expect(down.sentence).toBe('Down - Discord does not accept the bot token (HTTP 401)');
    expect(down.advice).toContain('Reset the token');
    expect(discord.identifies).toBe(0);
  });

  it('says which switch to flip when intents are not allowed', async () => {
    await start({ INTENTS: 'Guilds,GuildMembers' });
    const down = await statusWhen(app, ({ verdict }) => verdict === 'down');

    expect(down.sentence).toContain(
      'does not allow this bot the intents it asks for (switched off: Server Members Intent)',
    );
    expect(down.advice).toContain('Switch on the privileged intents');
  });

  it.each([
    ['http503', 'answers with an error: HTTP 503'],
    ['refused', 'cuts the connection (ECONNRESET)'],
  ] as const)('says that the gateway refuses (%s), and recovers by itself', async (how, words) => {
    discord.refuseGateway(how);
    await start();
    const trouble = await statusWhen(app, ({ shards }) => shards.some(({ attempts }) => attempts > 1));
    discord.refuseGateway(null);

    expect(trouble.sentence).toMatch(/^Starting - shard \d is connecting \(attempt \d+.*\): Discord's gateway \(127/);
    expect(trouble.sentence).toContain(words);
    const recovered = await whenOperational(app);
    expect(discord.identifies).toBe(2);
    expect(recovered.process?.uncaughtErrorCount).toBe(0);
  });

  it('takes a dropped connection up again without a new session', async () => {
    await start();
    await whenOperational(app);
    discord.dropShard(1);
    const resumed = await statusWhen(app, ({ shards }) => shards[1]?.resumeCount === 1);

    expect(resumed.shards[1]).toMatchObject({ phase: 'ready', identifyCount: 1, lastCloseCode: 1006 });
    expect(discord.identifies).toBe(2);
  });

  it('says what was missed: events that came again, and events that are lost', async () => {
    await start();
    await whenOperational(app);
    discord.dropShard(1);
    const resumed = await statusWhen(app, ({ gaps }) => gaps.length === 1);
    discord.closeShard(0, 4009);
    const lost = await statusWhen(app, ({ gaps }) => gaps.length === 2);
    const page = await (await fetch(`${app.url}/status`)).text();

    expect(resumed.gaps[0]).toMatchObject({ shardId: 1, how: 'resumed', guildCount: 2, blindSeconds: 0 });
    expect(lost.gaps[0]).toMatchObject({ shardId: 0, how: 'identified', guildCount: 2, replayedCount: 0 });
    expect(lost.gaps[0]?.blindSeconds).toBeGreaterThan(0);
    expect(page).toMatch(/Blind for [^:]+: what happened on 2 servers is lost/);
    expect(page).toMatch(/Away for [^<]+, no event was missed/);
    expect(app.output()).toContain('Its session was lost: nothing was heard of 2 servers for');
  });

  it('does not believe a connection whose heartbeats are not acknowledged, and takes it up anew', async () => {
    await discord.stop();
    discord = await EmbeddedDiscord.start({ ...quiet, heartbeatIntervalMs: 3_000 });
    await start({ LIMIT_ACKNOWLEDGEMENT_MS: '1000' });
    await statusWhen(app, ({ latencyMs }) => latencyMs !== null);
    discord.muteAcknowledgements(0, true);
    const resumed = await statusWhen(app, ({ shards }) => (shards[0]?.resumeCount ?? 0) > 0);

    expect(resumed.shards[0]).toMatchObject({ identifyCount: 1, lastError: { kind: 'unacknowledged' } });
    expect(app.output()).toContain('fell silent: no acknowledgement within 1 s');
    expect(discord.identifies).toBe(2);
  });

  it('says when a running bot is refused for good', async () => {
    await start();
    await whenOperational(app);
    discord.rejectToken(true);
    discord.closeShard(0, 4004);
    discord.closeShard(1, 4004);
    const down = await statusWhen(app, ({ shards }) => shards.every(({ phase }) => phase === 'fatal'));

    expect(down.verdict).toBe('down');
    expect(down.sentence).toContain('Discord does not accept the bot token (close code 4004');
  });

  it('survives an event that makes the library stumble, and says so', async () => {
    await start();
    await whenOperational(app);
    discord.sendMalformedDispatch(0);
    await waitFor(() => app.output().includes('An event could not be handled'), app);
    const after = await statusOf(app);

    expect(after.verdict).toBe('operational');
    expect(after.process?.uncaughtErrorCount).toBe(0);
  });

  it('forgets the servers that it was removed from while it was away', async () => {
    const port = Number(new URL(discord.api).port);
    await start();
    await whenOperational(app);
    await discord.stop();
    await statusWhen(app, ({ verdict }) => verdict === 'down');
    discord = await EmbeddedDiscord.start({ ...quiet, guilds: 2, port });
    const back = await whenOperational(app);

    expect(back.guildCount).toBe(2);
  });

  it('keeps an outage of a server apart from its removal', async () => {
    await start();
    await whenOperational(app);
    const [away, gone] = discord.guildIds;
    discord.setGuildUnavailable(String(away), true);
    discord.removeGuild(String(gone));
    const status = await statusWhen(app, ({ guildCount }) => guildCount === 3);

    expect(status.shards.reduce((sum, shard) => sum + shard.unavailableGuildCount, 0)).toBe(1);
  });
});
