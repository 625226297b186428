import { once } from 'node:events';
import { Client, Events, GatewayIntentBits } from 'discord.js';
import { EmbeddedDiscord } from '../../src/embedded-discord/embedded-discord.js';
import { TcpProxy } from '../../src/embedded-discord/proxy/tcp-proxy.js';
import type { StatusAnswer } from '../../src/faces/api/status.answer.js';
import { type Shardwatch, startShardwatch, waitFor } from './start.js';
import { statusOf, statusWhen, whenOperational } from './status.js';

/** Divides the program's own waiting times, so that it asks for the session starts every 10 s. Discord's are as ever. */
const TIME_FACTOR = 60;
/** Milliseconds by which Discord's API is further away for us than for the other program. */
const BEHIND_MS = 250;

const kinds = ({ secondInstance: { signs } }: StatusAnswer) => signs.map(({ kind }) => kind);

describe('a second program with the same token', () => {
  let discord: EmbeddedDiscord;
  let proxy: TcpProxy;
  let app: Shardwatch;
  let other: Client;

  beforeAll(async () => {
    discord = await EmbeddedDiscord.start({ shards: 1, guilds: 2, traffic: false, mishaps: false, latency: false });
    proxy = await TcpProxy.start(new URL(discord.api).host, { latencyMs: BEHIND_MS });
    app = await startShardwatch({
      DISCORD_TOKEN: discord.token,
      DISCORD_API_URL: `http://${proxy.address}/api`,
      TIME_FACTOR: String(TIME_FACTOR),
      LIMIT_ACKNOWLEDGEMENT_MS: '60000',
      CANARY: 'off',
    });
    await whenOperational(app);
    await waitFor(() => app.output().includes('Wrote to Discord'), app);
  });
  afterAll(async () => {
    await other?.destroy();
    await app.stop();
    await proxy.stop();
    await discord.stop();
  });

  it('is not seen while there is none', async () => {
    const first = await statusOf(app);
    await statusWhen(app, ({ budgets }) => budgets.sessionStarts?.askedAt !== first.budgets.sessionStarts?.askedAt);

    expect((await discord.invoke('ping')).embeds).toHaveLength(1);
    expect((await statusOf(app)).secondInstance).toEqual({ isLikely: false, advice: null, signs: [] });
    expect(await health()).toMatchObject({ state: 'pass', now: 'no sign' });
  });

  it('is seen by the commands that it answers first, and by the session start that it spends', async () => {
    other = new Client({ intents: [GatewayIntentBits.Guilds], shardCount: 1, rest: { api: discord.api } });
    other.on(Events.InteractionCreate, (interaction) => {
      if (interaction.isChatInputCommand()) void interaction.reply('I was here first').catch(() => undefined);
    });
    await Promise.all([once(other, Events.ClientReady), other.login(discord.token)]);

    for (let use = 0; use < 2; use++) expect((await discord.invoke('ping')).content).toBe('I was here first');
    const { secondInstance } = await statusWhen(app, (status) => kinds(status).length === 2, 40_000);

    expect(secondInstance).toMatchObject({ isLikely: true, advice: expect.stringMatching(/stop it/) as string });
    expect(secondInstance.signs).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ kind: 'answered_elsewhere', count: 2 }),
        expect.objectContaining({ kind: 'session_starts', count: 1, words: '1 session start that was not ours' }),
      ]),
    );
  });

  it('is said in words, once, on the pages and by the health check', async () => {
    const said = app.output().match(/The same token seems to be used by another program, too/g);
    const [overview, status] = await Promise.all(['/', '/status'].map(page));

    expect(said).toHaveLength(1);
    for (const text of [overview, status]) expect(text).toContain('1 session start that was not ours');
    expect(await health()).toMatchObject({ state: 'warn', now: 'likely' });
    expect(await (await fetch(`${app.url}/metrics`)).text()).toContain('\nshardwatch_second_instance_likely 1\n');
  });

  it('is not fought: the bot is operational as before, on the session that it had', async () => {
    const { verdict, shards, breaches } = await statusOf(app);

    expect({ verdict, breaches }).toEqual({ verdict: 'operational', breaches: [] });
    expect(shards[0]).toMatchObject({ identifyCount: 1, connectCount: 1 });
    expect(discord.identifies).toBe(2);
  });

  async function page(path: string): Promise<string> {
    return (await fetch(app.url + path, { headers: { accept: 'text/html' } })).text();
  }

  async function health(): Promise<unknown> {
    const { details } = (await (await fetch(`${app.url}/health`)).json()) as { details: Record<string, unknown> };
    return details['second_instance'];
  }
});
