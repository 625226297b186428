import { EmbeddedDiscord } from '../../src/embedded-discord/embedded-discord.js';
import { type Shardwatch, startShardwatch, waitFor } from './start.js';
import { whenOperational } from './status.js';

describe('with a token and another Discord', () => {
  let discord: EmbeddedDiscord;
  let app: Shardwatch;
  beforeAll(async () => {
    discord = await EmbeddedDiscord.start({ shards: 2, guilds: 6, traffic: false, mishaps: false, latency: false });
    app = await startShardwatch({ DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.api, LOG_LEVEL: 'trace' });
    await whenOperational(app);
    await waitFor(() => app.output().includes('Wrote to Discord'), app);
  });
  afterAll(async () => {
    await app.stop();
    await discord.stop();
  });

  it('runs as a real bot, with the shards that Discord recommends', async () => {
    expect(await whenOperational(app)).toMatchObject({ mode: 'real', guildCount: 6, shards: [{ id: 0 }, { id: 1 }] });
    expect(discord.identifies).toBe(2);
  });

  it('says how to invite the bot', () => {
    expect(app.output()).toMatch(/Invite the bot: http\S+client_id=/);
  });

  it('answers /status with the very words of the dashboard', async () => {
    const reply = await discord.invoke('status');

    expect(reply.embeds[0]).toMatchObject({ title: 'Operational - all 2 shards answer' });
    expect(reply.acknowledgedAfterMs).toBeLessThan(3_000);
  });

  it('answers /ping with named latencies, each with its age', async () => {
    const { embeds } = await discord.invoke('ping');
    const { fields } = embeds[0] as { fields: { name: string; value: string }[] };

    expect(fields.slice(0, 3).map(({ name }) => name)).toEqual([
      'Discord to bot',
      'Bot to Discord',
      expect.stringMatching(/^Heartbeat of shard [01]$/),
    ]);
    expect(fields.filter(({ value }) => !/ \((just now|measured .+ ago|not measured yet)\)$/.test(value))).toEqual([]);
  });

  it('answers /about and /help', async () => {
    const [about, help] = [await discord.invoke('about'), await discord.invoke('help')];

    expect(about.embeds[0]).toMatchObject({ title: 'Shardwatch' });
    expect(help.embeds[0]).toMatchObject({
      description: expect.stringContaining('**/dice** Roll a die') as string,
    });
  });

  it("runs the features' own commands", async () => {
    expect((await discord.invoke('dice', { options: { sides: 2 } })).content).toMatch(/^You rolled a \*\*[12]\*\*\.$/);
  });

  it('asks Discord for nothing that it does not offer', () => {
    expect(discord.unsupported).toEqual([]);
  });

  it('never prints the token, even when every line is wanted', () => {
    expect(app.output()).not.toContain(discord.token);
    expect(app.output()).not.toContain(discord.token.split('.')[2]);
  });

  it('writes no command when nothing differs', async () => {
    await app.stop();
    app = await startShardwatch({ DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.api });
    await waitFor(async () => {
      const health = (await (await fetch(`${app.url}/health`)).json()) as { details: Record<string, { now?: string }> };
      return /^[1-9]\d* in step$/.test(health.details['commands']?.now ?? '');
    }, app);

    expect(app.output()).not.toContain('Wrote to Discord');
  });
});
