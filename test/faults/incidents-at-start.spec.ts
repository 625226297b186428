import Database from 'libsql';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { type Server, createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EmbeddedDiscord } from '../../src/embedded-discord/embedded-discord.js';
import { TcpProxy } from '../../src/embedded-discord/proxy/tcp-proxy.js';
import type { Culprit } from '../../src/model/culprit.js';
import type { Incident } from '../../src/model/incident.js';
import { type Shardwatch, startShardwatch, waitFor } from '../e2e/start.js';
import { whenOperational } from '../e2e/status.js';
import { incidentsIn } from './incident-log.js';
import { PATIENT_MS, UNHURRIED } from './scene.js';

/** Fifteen seconds last less than one: with a look a second an incident opens at the second or third. */
const TIME_FACTOR = 20;
const BLOCKABLE = `--import ${new URL('blockable.mjs', import.meta.url).href}`;
const WAITED_LONG_ENOUGH_MS = 40_000;

describe('an incident of a process of its own', { timeout: PATIENT_MS }, () => {
  let discord: EmbeddedDiscord;
  let dataDir: string;
  let app: Shardwatch | null = null;
  const others: { stop(): Promise<unknown> }[] = [];

  beforeEach(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'shardwatch-incidents-'));
    discord = await EmbeddedDiscord.start({
      shards: 2,
      guilds: 8,
      timeFactor: TIME_FACTOR,
      heartbeatIntervalMs: 30_000,
    });
  });
  afterEach(async () => {
    await app?.stop();
    app = null;
    for (const other of others.splice(0)) await other.stop();
    await discord.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  async function start(env: Record<string, string> = {}): Promise<Shardwatch> {
    app = await startShardwatch(
      {
        DISCORD_TOKEN: discord.token,
        DISCORD_API_URL: discord.api,
        STATUS_PAGE_URL: new URL('/status', discord.api).href,
        TIME_FACTOR: String(TIME_FACTOR),
        ...env,
      },
      { dataDir },
    );
    return app;
  }

  function opened(isWished: (incident: Incident) => boolean = () => true): Promise<Incident> {
    return waitFor(() => incidentsIn(dataDir).find(isWished), app ?? undefined, WAITED_LONG_ENOUGH_MS);
  }

  /** One that blames `culprit` and says why, as it may do only once more is known. */
  function openedBy(culprit: Culprit, title = /./): Promise<Incident> {
    return opened((incident) => incident.culprit === culprit && title.test(incident.title));
  }

  it('is the configuration when the token is reset', async () => {
    await whenOperational(await start());
    discord.begin({ fault: 'token.invalidate', closes: true });

    const { verdict } = await openedBy('configuration', /^Discord does not accept the bot token/);
    expect(verdict).toBe('down');
  });

  it('is the configuration when an intent is taken away', async () => {
    await whenOperational(await start());
    discord.begin({ fault: 'intents.disallow' });
    discord.begin({ fault: 'ws.forgetSessions' });
    discord.begin({ fault: 'ws.drop' });

    await openedBy('configuration', /intents/);
  });

  it('is the configuration when something else answers than Discord', async () => {
    const page = await pageOf('<h1>Please sign in to this network</h1>');
    others.push({ stop: () => new Promise((resolve) => page.close(resolve)) });
    await start({ DISCORD_API_URL: `http://127.0.0.1:${(page.address() as AddressInfo).port}/api` });

    await openedBy('configuration');
  });

  it('is the network when no name can be looked up', async () => {
    await start({ DISCORD_API_URL: 'http://discord.invalid/api', STATUS_PAGE_URL: 'http://status.invalid' });

    await openedBy('network', /^The name discord\.invalid cannot be looked up/);
  });

  it('is the network when nothing can be reached any more, neither Discord nor its status page', async () => {
    const proxy = await TcpProxy.start(new URL(discord.api).host);
    others.push(proxy);
    discord.announce(proxy.address);
    const through = `http://${proxy.address}`;
    await whenOperational(await start({ DISCORD_API_URL: `${through}/api`, STATUS_PAGE_URL: `${through}/status` }));
    await proxy.set({ mode: 'reset' });

    await openedBy('network');
  });

  it('is our own doing when no session starts are left', async () => {
    discord.begin({ fault: 'sessionLimit', remaining: 0 });
    await start();

    await openedBy('process', /session starts/);
  });

  it('is our process when it was killed, with its last lines, and goes on until the next one works', async () => {
    await whenOperational(await start());
    await waitFor(() => aliveSince(dataDir), undefined, WAITED_LONG_ENOUGH_MS);
    await waitFor(() => app?.output().includes('Operational - all 2 shards answer'));
    await app?.kill();
    await whenOperational(await start());

    const crash = await opened(({ endedAt }) => endedAt !== null);
    expect(crash).toMatchObject({
      kind: 'crash',
      culprit: 'process',
      verdict: 'down',
      title: 'The process ended without a goodbye',
    });
    expect(crash.lastWords.join('\n')).toMatch(/INFO Status: Operational - all 2 shards answer/);
    expect(incidentsIn(dataDir)).toHaveLength(1);
  });

  it('is one incident where the process is killed within it', async () => {
    await whenOperational(await start());
    const id = discord.begin({ fault: 'outage', side: 'gateway' });
    const before = await opened();
    await app?.kill();
    await start();
    discord.end(id);

    const after = await opened(({ endedAt }) => endedAt !== null);
    expect(after).toMatchObject({ id: before.id, beganAt: before.beganAt, kind: 'departure' });
    expect(after.timeline.map(({ text }) => text).join('\n')).toMatch(/last sign of life[^]*next process started/);
    expect(incidentsIn(dataDir)).toHaveLength(1);
  });

  it('is none when the process is stopped and started on purpose', async () => {
    const calm = { ...UNHURRIED, TIME_FACTOR: '5' }; // what a busy machine does is not the matter: an incident needs 3 s
    await whenOperational(await start(calm));
    await app?.stop();
    await whenOperational(await start(calm));
    const since = Date.now();
    await waitFor(() => Date.now() - since > 5_000);

    expect(incidentsIn(dataDir)).toEqual([]);
  });

  it('is the new version where that blocks its event loop', async () => {
    await whenOperational(await start());
    await app?.stop();
    rememberVersion(dataDir, '0.0.9');
    const blockable = { NODE_OPTIONS: BLOCKABLE, BLOCK_MS: '6000', LIMIT_EVENT_LOOP_LAG_MS: '2000' };
    await whenOperational(await start(blockable));
    app?.process.kill('SIGUSR2');

    await openedBy('deployment');
  });
});

async function pageOf(html: string): Promise<Server> {
  const server = createServer((_request, response) => response.setHeader('Content-Type', 'text/html').end(html));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

function storeIn(dataDir: string): Database.Database {
  return new Database(join(dataDir, readdirSync(dataDir).find((file) => file.endsWith('.db')) ?? ''));
}

/** Whether the process has written that it lived on after its start. */
function aliveSince(dataDir: string): boolean {
  const store = storeIn(dataDir);
  const [run] = store.prepare('select started_at, alive_at from run').all() as {
    started_at: number;
    alive_at: number;
  }[];
  store.close();
  return run !== undefined && run.alive_at > run.started_at;
}

/** As if another version had run before. */
function rememberVersion(dataDir: string, version: string): void {
  const store = storeIn(dataDir);
  store.prepare('update run set version = ?').run(version);
  store.close();
}
