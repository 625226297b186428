import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Client, type ClientOptions, Events, GatewayIntentBits, RESTEvents, Routes } from 'discord.js';
import { EmbeddedDiscord } from '../../src/embedded-discord/embedded-discord.js';
import type { FaultWish } from '../../src/embedded-discord/faults/fault.js';
import type { Options } from '../../src/embedded-discord/options.js';
import { TcpProxy } from '../../src/embedded-discord/proxy/tcp-proxy.js';
import { waitFor } from '../e2e/start.js';

/** How a stock discord.js 14.28.1 takes each fault: what a bot that rests on it must expect. Nothing here is ours to change. */
interface Scene {
  readonly discord: EmbeddedDiscord;
  /** Makes a client that is told where REST is, and nothing else that matters. */
  readonly client: (options?: Partial<ClientOptions>) => Client;
  /** A client that is signed in and ready. */
  readonly bot: (options?: Partial<ClientOptions>) => Promise<Client<true>>;
}

async function scene(options: Partial<Options>, play: (scene: Scene) => Promise<void>): Promise<void> {
  const discord = await EmbeddedDiscord.start({ shards: 1, guilds: 4, ...options });
  const clients: Client[] = [];
  const client = (more: Partial<ClientOptions> = {}): Client => {
    const rest = { api: discord.api, version: '10', ...more.rest };
    const made = new Client({ intents: [GatewayIntentBits.Guilds], shardCount: 1, ...more, rest });
    made.on(Events.Error, () => undefined).on(Events.ShardError, () => undefined);
    clients.push(made);
    return made;
  };
  const bot = async (more?: Partial<ClientOptions>): Promise<Client<true>> => {
    const made = client(more);
    await Promise.all([once(made, Events.ClientReady), made.login(discord.token)]);
    return made as Client<true>;
  };
  try {
    await play({ discord, client, bot });
  } finally {
    for (const id of discord.faults.standing.map((fault) => fault.id)) discord.end(id);
    for (const one of clients) silence(one);
    await discord.stop();
  }
}

interface Innards {
  readonly _ws: { readonly strategy?: { readonly shards: ReadonlyMap<number, { internalConnect: unknown }> } } | null;
}

/** Ends a client for good: `destroy()` alone leaves orphans that connect for ever, or does not come back at all. */
function silence(client: Client): void {
  const { _ws } = client.ws as unknown as Innards;
  for (const shard of _ws?.strategy?.shards.values() ?? []) shard.internalConnect = () => Promise.resolve();
  void client.destroy();
}

/** How often a fault has happened, on or over. */
function strikes({ faults }: EmbeddedDiscord, id: string): number {
  return [...faults.standing, ...faults.ended].find((fault) => fault.id === id)?.strikes ?? 0;
}

/** Milliseconds that something took. */
async function timed(action: () => Promise<unknown>): Promise<number> {
  const since = performance.now();
  await action();
  return performance.now() - since;
}

const requests = (discord: EmbeddedDiscord, route: string): number => discord.requests.get(route)?.requests ?? 0;

// At the same time, because most of it is waiting for the client's own times, which nobody can shorten.
describe.concurrent('a stock discord.js that is slow to notice, or never does', () => {
  it(
    'notices a silent socket after two heartbeats and 30 s',
    () =>
      scene({ heartbeatIntervalMs: 1_000 }, async ({ discord, bot }) => {
        const made = await bot();
        const resumed = once(made, Events.ShardResume);

        const tookMs = await timed(async () => {
          discord.begin({ fault: 'ws.blackhole' });
          await resumed;
        });

        expect(tookMs).toBeGreaterThan(30_500);
        expect(tookMs).toBeLessThan(34_500);
        expect(discord.identifies).toBe(1);
      }),
    45_000,
  );

  it.each([
    [1, 15_000, 21_000],
    [4, 0, 3_000],
  ])(
    'starts 4 shards with a max_concurrency of %d between %d and %d ms',
    (maxConcurrency, least, most) =>
      scene({ shards: 4, maxConcurrency }, async ({ bot }) => {
        const tookMs = await timed(() => bot({ shardCount: 4 }));

        expect(tookMs).toBeGreaterThanOrEqual(least);
        expect(tookMs).toBeLessThan(most);
      }),
    40_000,
  );

  it(
    'identifies again every 15.5 s when READY never comes',
    () =>
      scene({}, async ({ discord, client }) => {
        const id = discord.begin({ fault: 'ws.noReady' });

        void client()
          .login(discord.token)
          .catch(() => undefined);
        await waitFor(() => strikes(discord, id) === 1);
        const tookMs = await timed(() => waitFor(() => strikes(discord, id) === 2));

        expect(tookMs).toBeGreaterThan(14_000); // a busy machine sees the first one late
        expect(tookMs).toBeLessThan(18_500);
      }),
    40_000,
  );

  it('identifies again about every 5 s for ever when IDENTIFY is answered with op 9, and login stays pending', () =>
    scene({}, async ({ discord, client }) => {
      const id = discord.begin({ fault: 'ws.op9', when: 'identify' });
      let isSettled = false;

      void client()
        .login(discord.token)
        .finally(() => (isSettled = true))
        .catch(() => undefined);
      await waitFor(() => strikes(discord, id) === 1);
      const tookMs = await timed(() => waitFor(() => strikes(discord, id) === 3));

      expect(tookMs).toBeGreaterThan(9_900);
      expect(tookMs).toBeLessThan(16_000);
      expect(isSettled).toBe(false);
    }));
});

describe.concurrent('a stock discord.js at login', () => {
  it('is rejected with TokenInvalid on 401', () =>
    scene({}, async ({ discord, client }) => {
      discord.begin({ fault: 'token.invalidate' });

      await expect(client().login(discord.token)).rejects.toMatchObject({ code: 'TokenInvalid' });
    }));

  it('gives up at once when the API closes connections', () =>
    scene({}, async ({ discord, client }) => {
      discord.begin({ fault: 'outage', side: 'rest', how: 'refused' });

      await expect(client().login(discord.token)).rejects.toMatchObject({ code: 'UND_ERR_SOCKET' });

      expect(discord.faults.standing[0]?.strikes).toBe(1);
    }));

  it('gives up at once when nobody listens', () =>
    scene({}, async ({ discord, client }) => {
      const proxy = await TcpProxy.start(new URL(discord.api).host, { mode: 'refuse' });

      const login = client({ rest: { api: `http://${proxy.address}/api` } }).login(discord.token);

      await expect(login).rejects.toMatchObject({ code: 'ECONNREFUSED' });
      await proxy.stop();
    }));

  it('tries four times without a pause when the API resets connections', () =>
    scene({}, async ({ discord, client }) => {
      const id = discord.begin({ fault: 'outage', side: 'rest', how: 'reset' });

      const tookMs = await timed(() => expect(client().login(discord.token)).rejects.toThrow('ECONNRESET'));

      expect(strikes(discord, id)).toBe(4);
      expect(tookMs).toBeLessThan(1_000);
    }));

  it('protects the token when no session starts are left', () =>
    scene({}, async ({ discord, client }) => {
      discord.begin({ fault: 'sessionLimit', remaining: 0 });

      await expect(client().login(discord.token)).rejects.toThrow('Not enough sessions remaining');
    }));

  it.each([
    [4004, 'Authentication failed'],
    [4013, 'Used invalid intents'],
    [4014, 'Used disallowed intents'],
  ])('is rejected when IDENTIFY is closed with %d', (code, message) =>
    scene({}, async ({ discord, client }) => {
      discord.begin({ fault: 'ws.close', code, when: 'identify' });

      await expect(client().login(discord.token)).rejects.toThrow(message);
    }),
  );

  it('connects again every half a second for ever when it is closed before HELLO', () =>
    scene({}, async ({ discord, client }) => {
      const id = discord.begin({ fault: 'ws.close', code: 4002, when: 'connect' });

      void client()
        .login(discord.token)
        .catch(() => undefined);
      await waitFor(() => strikes(discord, id) === 1);
      const tookMs = await timed(() => waitFor(() => strikes(discord, id) === 5));

      expect(tookMs).toBeGreaterThan(1_950);
      expect(tookMs).toBeLessThan(4_000);
    }));

  it('connects again when it is destroyed while it waits for READY, and destroy() does not come back', () =>
    scene({}, async ({ discord, client }) => {
      const id = discord.begin({ fault: 'ws.noReady' });
      const made = client();
      void made.login(discord.token).catch(() => undefined);
      await waitFor(() => strikes(discord, id) === 1);
      let isBack = false;

      void made.destroy().then(() => (isBack = true));
      await waitFor(() => discord.connections === 2);

      expect(isBack).toBe(false);
    }));

  it('is ready at once when its guilds are unavailable', () =>
    scene({}, async ({ discord, client }) => {
      discord.begin({ fault: 'guilds.unavailable', share: 1 });
      const made = client();
      let unavailable = 0;
      made.on(Events.GuildUnavailable, () => (unavailable += 1));

      const tookMs = await timed(() => Promise.all([once(made, Events.ClientReady), made.login(discord.token)]));

      expect(tookMs).toBeLessThan(3_000);
      expect(unavailable).toBe(4);
      expect(made.guilds.cache.map(({ available }) => available)).toEqual([false, false, false, false]);
    }));

  it('waits for guilds that never come, as long as waitGuildTimeout', () =>
    scene({}, async ({ discord, bot }) => {
      discord.begin({ fault: 'guilds.missing', ids: discord.guildIds.slice(0, 1) });

      const tookMs = await timed(() => bot({ waitGuildTimeout: 1_200 }));

      expect(tookMs).toBeGreaterThan(1_150);
      expect(tookMs).toBeLessThan(4_000);
    }));
});

const ofAll = { shards: [0] };

describe.concurrent('a stock discord.js that is ready', () => {
  it.each<[string, FaultWish]>([
    ['op 7', { fault: 'ws.op7', scope: ofAll }],
    ['a TCP reset', { fault: 'ws.drop', scope: ofAll }],
    ['4000', { fault: 'ws.close', code: 4000, scope: ofAll }],
    ['4001', { fault: 'ws.close', code: 4001, scope: ofAll }],
    ['4002', { fault: 'ws.close', code: 4002, scope: ofAll }],
  ])('resumes half a second after %s, and does not identify', (_name, fault) =>
    scene({}, async ({ discord, bot }) => {
      const made = await bot();
      const resumed = once(made, Events.ShardResume);

      const tookMs = await timed(async () => {
        discord.begin(fault);
        await resumed;
      });

      expect(tookMs).toBeGreaterThan(490);
      expect(tookMs).toBeLessThan(2_500);
      expect(discord).toMatchObject({ identifies: 1, resumes: 1 });
    }),
  );

  it('resumes on the same connection after op 9 that lets it, and identifies after one that does not', () =>
    scene({}, async ({ discord, bot }) => {
      await bot();

      discord.begin({ fault: 'ws.op9', resumable: true });
      await waitFor(() => discord.resumes === 1);
      expect(discord).toMatchObject({ identifies: 1, connections: 1 });

      discord.begin({ fault: 'ws.op9' });
      await waitFor(() => discord.identifies === 2);
    }));

  it('goes on after its session is forgotten, and identifies once its connection is lost', () =>
    scene({}, async ({ discord, bot }) => {
      const made = await bot();
      const joined = once(made, Events.GuildCreate);

      discord.begin({ fault: 'ws.forgetSessions' });
      discord.addGuild('Still told');
      await joined;
      discord.dropShard(0);
      await waitFor(() => discord.identifies === 2);

      expect(discord).toMatchObject({ resumes: 0, invalidSessions: 1 });
    }));

  it('tries to resume after 4009, and identifies when it hears that the session is gone', () =>
    scene({}, async ({ discord, bot }) => {
      await bot();

      discord.begin({ fault: 'ws.close', code: 4009 });
      await waitFor(() => discord.identifies === 2);

      expect(discord.invalidSessions).toBe(1);
    }));

  it.each([1000, 4003, 4005, 4007, 4008])('identifies again after %d from the server', (code) =>
    scene({}, async ({ discord, bot }) => {
      await bot();

      discord.begin({ fault: 'ws.close', code });
      await waitFor(() => discord.identifies === 2);

      expect(discord).toMatchObject({ resumes: 0, invalidSessions: 0 });
    }),
  );

  it.each([4004, 4013, 4014])('stays up, looks ready and never comes back after %d', (code) =>
    scene({}, async ({ discord, bot }) => {
      const made = await bot();
      const events = Promise.all([once(made, Events.ShardDisconnect), once(made, Events.ShardError)]);

      discord.begin({ fault: 'ws.close', code });
      await events;

      // Twice as long as the client waits before it connects again, when it does.
      await expect(waitFor(() => discord.connections > 1, undefined, 1_000)).rejects.toThrow();
      expect(made.isReady()).toBe(true);
    }),
  );

  it('closes with 4200 at the heartbeat after one that was not acknowledged, and resumes', () =>
    scene({ heartbeatIntervalMs: 400 }, async ({ discord, bot }) => {
      const made = await bot();
      const id = discord.begin({ fault: 'ws.noAck' });
      await waitFor(() => strikes(discord, id) === 1);
      const resumed = once(made, Events.ShardResume);

      discord.end(id);
      await resumed;

      expect(discord.closes.byClient).toMatchObject({ 4200: 1 });
      expect(discord.identifies).toBe(1);
    }));

  it.each(['refused', 'reset'] as const)(
    'loses its session by one failed connect (%s), and tries twice a second',
    (how) =>
      scene({}, async ({ discord, bot }) => {
        await bot();
        const id = discord.begin({ fault: 'outage', side: 'gateway', how });
        await waitFor(() => strikes(discord, id) > 0);
        const before = strikes(discord, id);

        const tookMs = await timed(() => waitFor(() => strikes(discord, id) === before + 4));
        discord.end(id);
        await waitFor(() => discord.identifies === 2);

        expect(tookMs).toBeGreaterThan(1_950);
        expect(tookMs).toBeLessThan(4_000);
        expect(discord.resumes).toBe(0);
      }),
  );

  it('keeps its session when connecting is answered with HTTP 503', () =>
    scene({}, async ({ discord, bot }) => {
      const made = await bot();
      const id = discord.begin({ fault: 'outage', side: 'gateway', how: 503 });
      await waitFor(() => strikes(discord, id) > 2);
      const resumed = once(made, Events.ShardResume);

      discord.end(id);
      await resumed;

      expect(discord).toMatchObject({ identifies: 1, resumes: 1 });
    }));

  it('comes back as an orphan when it is destroyed during an outage', () =>
    scene({}, async ({ discord, bot }) => {
      const made = await bot();
      const id = discord.begin({ fault: 'outage', side: 'gateway' });
      await waitFor(() => strikes(discord, id) > 2);
      // Just turned away, so it waits half a second: a client destroyed while it connects falls over its own socket.
      const struck = strikes(discord, id);
      await waitFor(() => strikes(discord, id) > struck);

      await made.destroy();
      discord.end(id);

      await waitFor(() => discord.identifies === 2);
      await waitFor(() => discord.sessions.some(({ isConnected }) => isConnected));
    }));

  it('falls over an event that is not what it should be', () =>
    scene({}, async ({ discord }) => {
      const child = spawn(process.execPath, ['--input-type=module', '-e', clientThatTells], {
        env: { ...process.env, API: discord.api, TOKEN: discord.token },
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      let told = '';
      child.stdout.on('data', (data: Buffer) => (told += data.toString()));
      await waitFor(() => told.includes('ready'));

      discord.begin({ fault: 'ws.malformedDispatch' });
      await once(child, 'exit');

      expect(told).toMatch(/uncaughtException|unhandledRejection/);
      expect(told).toContain('TypeError');
    }));
});

/** A process of its own, because what happens in it ends processes. */
const clientThatTells = `
  import { Client } from 'discord.js';
  const client = new Client({ intents: 1, rest: { api: process.env.API } });
  process.on('uncaughtException', (error, origin) => { console.log(origin, String(error)); process.exit(1); });
  client.once('clientReady', () => console.log('ready'));
  await client.login(process.env.TOKEN);
`;

describe.concurrent('the REST side of a stock discord.js', () => {
  it.each(['user', 'shared', 'global'] as const)('waits and tries again after a 429 (%s)', (reach) =>
    scene({}, async ({ discord, client }) => {
      const { rest } = client();
      rest.setToken(discord.token);
      discord.begin({ fault: 'rest.429', reach, retryAfterMs: 700, limit: { count: 1 } });
      const limited = once(rest, RESTEvents.RateLimited);

      const tookMs = await timed(() => rest.get(Routes.user()));

      expect(tookMs).toBeGreaterThan(690);
      expect(await limited).toMatchObject([{ global: reach === 'global', scope: 'user' }]);
    }),
  );

  it('tries four times without a pause after a 500, and gives up', () =>
    scene({}, async ({ discord, client }) => {
      const { rest } = client();
      rest.setToken(discord.token);
      discord.begin({ fault: 'rest.status', status: 500 });

      const tookMs = await timed(() => expect(rest.get(Routes.user())).rejects.toMatchObject({ status: 500 }));

      expect(requests(discord, 'GET /users/@me')).toBe(4);
      expect(tookMs).toBeLessThan(1_000);
    }));

  it('waits four times its timeout for an answer that never comes', () =>
    scene({}, async ({ discord, client }) => {
      const { rest } = client({ rest: { timeout: 400 } });
      rest.setToken(discord.token);
      discord.begin({ fault: 'rest.hang' });

      const tookMs = await timed(() => expect(rest.get(Routes.user())).rejects.toMatchObject({ name: 'AbortError' }));

      expect(tookMs).toBeGreaterThan(1_550);
      expect(tookMs).toBeLessThan(3_000);
    }));

  it('forgets its token after one 401, while the gateway stays up', () =>
    scene({}, async ({ discord, bot }) => {
      const made = await bot();
      discord.begin({ fault: 'token.invalidate', closes: false });
      await expect(made.rest.get(Routes.user())).rejects.toMatchObject({ status: 401 });
      discord.end(discord.faults.standing[0]?.id ?? '');

      await expect(made.rest.get(Routes.user())).rejects.toThrow('Expected token to be set');

      expect(discord.sessions).toMatchObject([{ isConnected: true }]);
      expect(made.isReady()).toBe(true);
    }));
});
