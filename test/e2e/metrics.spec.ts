import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EmbeddedDiscord } from '../../src/embedded-discord/embedded-discord.js';
import { nastyNames } from '../../src/embedded-discord/world/names.js';
import { families } from '../../src/faces/metrics/exposition.js';
import { byPromtool, complaints, isWithoutPromtool } from '../promtool.js';
import { type Shardwatch, startShardwatch, waitFor } from './start.js';
import { whenOperational } from './status.js';

const TOKEN = 'a-token-for-prometheus-only';

/** Asks for /metrics with headers that fetch would not send. */
function ask(app: Shardwatch, headers: Record<string, string> = {}) {
  return new Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; text: string }>((resolve, reject) => {
    const asked = request(`${app.url}/metrics`, { headers }, (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => (text += chunk.toString()));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }));
    });
    asked.on('error', reject).end();
  });
}

const statusOf = async (app: Shardwatch, headers?: Record<string, string>) => (await ask(app, headers)).status;
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

describe('/metrics of a running bot', () => {
  let discord: EmbeddedDiscord;
  let app: Shardwatch;
  beforeAll(async () => {
    discord = await EmbeddedDiscord.start({ shards: 2, guilds: 6, heartbeatIntervalMs: 1_000 });
    for (const name of [...nastyNames, 'evil"} 1\nshardwatch_verdict{verdict="down']) discord.addGuild(name);
    app = await startShardwatch({ DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.api });
    await whenOperational(app);
  });
  afterAll(async () => {
    await app.stop();
    await discord.stop();
  });

  it('tells Prometheus how the bot is', async () => {
    const { status, headers, text } = await ask(app);

    expect(status).toBe(200);
    expect(headers['content-type']).toMatch(/^text\/plain;.*version=0\.0\.4/);
    expect(headers['cache-control']).toBe('no-store');
    expect(text).toContain('shardwatch_verdict{verdict="operational"} 1\n');
    expect(text).toContain('shardwatch_shard_phase{shard="1",phase="ready"} 1\n');
    expect(text).toContain(`shardwatch_guilds ${6 + nastyNames.length + 1}\n`);
    expect(text).toMatch(
      /^shardwatch_build_info\{version="[\d.]+",nodejs_version="[\d.]+",discordjs_version="[\d.]+"\} 1$/m,
    );
    expect(text.endsWith('\n')).toBe(true);
  });

  it('shows each shard with its latency and the age of it', async () => {
    const text = await waitFor(async () => {
      const now = (await ask(app)).text;
      return /heartbeat_latency_seconds\{shard="1"\}/.test(now) && now;
    }, app);
    const [, latency] = /heartbeat_latency_seconds\{shard="1"\} (\S+)/.exec(text) ?? [];
    const [, age] = /heartbeat_acknowledged_age_seconds\{shard="1"\} (\S+)/.exec(text) ?? [];

    expect(Number(latency)).toBeGreaterThanOrEqual(0);
    expect(Number(latency)).toBeLessThan(20);
    expect(Number(age)).toBeLessThan(60);
  });

  it('counts a connection that was cut and taken up again', async () => {
    discord.dropShard(0);
    const text = await waitFor(async () => {
      const now = (await ask(app)).text;
      return now.includes('shardwatch_gateway_resumes_total{shard="0"} 1') && now;
    }, app);

    expect(text).toContain('shardwatch_gateway_reconnects_total{shard="0"} 1\n');
    expect(text).toContain('shardwatch_gateway_closes_total{shard="0",code="1006"} 1\n');
    expect(text).toContain('shardwatch_gateway_identifies_total{shard="0"} 1\n');
  });

  it('holds no name, no token and no id of a server', async () => {
    const { text } = await ask(app);

    expect([...nastyNames, 'evil', discord.token].filter((name) => text.includes(name))).toEqual([]);
    expect(discord.guildIds.filter((id) => text.includes(id))).toEqual([]);
  });

  it('gives nothing that it does not describe', async () => {
    const named = [...(await ask(app)).text.matchAll(/^([a-z_]+)[{ ]/gm)].map(([, name]) => name);

    expect([...new Set(named)].filter((name) => !families.some((family) => family.name === name))).toEqual([]);
  });

  it.skipIf(isWithoutPromtool)(`is well-named and well-formed ${byPromtool}`, async () => {
    expect(complaints(['check', 'metrics'], (await ask(app)).text)).toBe('');
  });
});

describe('/metrics of a bot that has done everything once', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'shardwatch-metrics-'));
  let discord: EmbeddedDiscord;
  let app: Shardwatch;
  beforeAll(async () => {
    discord = await EmbeddedDiscord.start({ shards: 1, guilds: 2, timeFactor: 20 });
    const env = { DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.api, TIME_FACTOR: '20', DATA_DIR: dataDir };
    await (await startShardwatch(env)).stop(); // so that there is a stop to remember
    app = await startShardwatch(env);
    await waitFor(() => discord.invoke('ping').catch(() => null), app);
  });
  afterAll(async () => {
    await app.stop();
    await discord.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('leaves out nothing of what the alerts and the board rest on', { timeout: 60_000 }, async () => {
    const isWhole = (text: string) => families.every(({ name }) => text.includes(`# TYPE ${name} `));
    const text = await waitFor(async () => [(await ask(app)).text].find(isWhole), app, 50_000);

    expect(text).toContain('shardwatch_interactions_acknowledged_total 1\n');
    expect(text).toMatch(/^shardwatch_rest_requests_total\{.*route="\/interactions\/:id\/:token\/callback",.*\} 1$/m);
    expect(text).toContain('shardwatch_limit_breached{limit="session_starts"} 0\n');
    expect(text).toContain('shardwatch_previous_stop_clean 1\n');
    expect(text).toContain('shardwatch_canary_unanswered{shard="0"} 0\n');
  });
});

describe('who may read /metrics', () => {
  let app: Shardwatch;
  afterEach(() => app.stop());

  it('is this machine alone while no token is set', async () => {
    app = await startShardwatch();
    const refused = await ask(app, { 'x-forwarded-for': '192.0.2.7' });

    expect(await statusOf(app)).toBe(200);
    expect(await statusOf(app, { host: 'localhost:1234' })).toBe(200);
    expect(refused.status).toBe(403);
    expect(refused.headers['content-type']).toContain('text/plain');
    expect(refused.text).toMatch(/^Only this machine .* set METRICS_TOKEN\.\n$/);
    expect(await statusOf(app, { forwarded: 'for=127.0.0.1' })).toBe(403);
    expect(await statusOf(app, { host: 'evil.example' })).toBe(403);
  });

  it('is never a stranger behind a proxy, trusted or not', async () => {
    app = await startShardwatch({ TRUST_PROXY: '127.0.0.1,10.0.0.0/8' });

    expect(await statusOf(app, { 'x-forwarded-for': '10.0.0.7' })).toBe(200);
    expect(await statusOf(app, { 'x-forwarded-for': '192.0.2.7' })).toBe(403);
    expect(await statusOf(app, { 'x-forwarded-for': '127.0.0.1, 192.0.2.7' })).toBe(403);
    expect(await statusOf(app, { 'x-forwarded-proto': 'https' })).toBe(403);
  });

  it('is whoever holds the token, and nobody else, as soon as one is set', async () => {
    app = await startShardwatch({ METRICS_TOKEN: TOKEN, TRUST_PROXY: '127.0.0.1', LOG_LEVEL: 'trace' });
    const refused = await ask(app);

    expect(refused.status).toBe(401);
    expect(refused.headers['www-authenticate']).toBe('Bearer realm="metrics"');
    expect(refused.text).not.toContain('shardwatch_');
    for (const headers of [
      bearer(`${TOKEN}x`),
      bearer(TOKEN.slice(0, -1)),
      bearer(TOKEN.toUpperCase()),
      bearer(''),
      { authorization: TOKEN },
      { authorization: `Basic ${Buffer.from(`:${TOKEN}`).toString('base64')}` },
    ])
      expect(await statusOf(app, headers)).toBe(401);
    const strangers = { ...bearer(TOKEN), 'x-forwarded-for': '192.0.2.7', host: 'bot.example:3000' };
    expect(await statusOf(app, bearer(TOKEN))).toBe(200);
    expect(await statusOf(app, { authorization: `bearer  ${TOKEN}` })).toBe(200);
    expect(await statusOf(app, strangers)).toBe(200);
    expect(app.output()).not.toContain(TOKEN);
  });

  it('finds it under the path of PUBLIC_URL, too', async () => {
    app = await startShardwatch({ PUBLIC_URL: 'https://ops.example.org/bot' });

    expect((await fetch(`${app.url}/bot/metrics`)).status).toBe(200);
    expect((await fetch(`${app.url}/metrics`, { method: 'POST' })).status).toBe(404);
  });
});
