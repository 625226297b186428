import { once } from 'node:events';
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DiscordConnection } from '../config/connection.js';
import { explain } from '../model/problem.js';
import { gatewaySettings, preflight } from '../../test/make-gateway.js';

const gateway = (remaining: number) => ({
  url: 'ws://gateway.test',
  shards: 4,
  session_start_limit: { total: 1_000, remaining, reset_after: 7_200_000, max_concurrency: 1 },
});

interface Asked {
  readonly headers?: Record<string, string>;
  readonly reserve?: number;
  readonly intents?: readonly string[];
}

describe('asking Discord before signing in', () => {
  let server: Server;
  let requests: number;
  afterEach(() => void server.close());

  /** What is found when Discord's API answers like this. */
  async function found(status: number, body: unknown, { headers = {}, reserve = 0, intents = ['Guilds'] }: Asked = {}) {
    requests = 0;
    server = createServer((_request, response) => {
      requests += 1;
      response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const api = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api`;
    const asking = await preflight(
      new DiscordConnection('real', api, 'a.b.c'),
      gatewaySettings({ sessionStartReserve: reserve, intents }),
    );
    return asking.problem();
  }

  it('finds nothing when session starts are left for every shard', async () => {
    expect(await found(200, gateway(4))).toBeNull();
  });

  it('names the switches of the Developer Portal that are off, before it costs a session start', async () => {
    const intents = ['Guilds', 'GuildMembers', 'MessageContent'];
    const serverMembers = 1 << 15;

    expect(await found(200, { ...gateway(4), flags: serverMembers }, { intents })).toMatchObject({
      ...{ kind: 'intents_disallowed', detail: 'switched off: Message Content Intent' },
    });
    server.close();
    expect(await found(200, { ...gateway(4), flags: serverMembers | (1 << 19) }, { intents })).toBeNull();
    server.close();
    expect(await found(200, gateway(4), { intents })).toBeNull();
  });

  it('says how many session starts are missing, and waits', async () => {
    expect(await found(200, gateway(3))).toMatchObject({
      kind: 'session_starts_exhausted',
      detail: expect.stringMatching(/^3 of 1,000 are left, 4 needed$/) as string,
      waitMs: 900_000,
    });
  });

  it('keeps a reserve for a person to spend', async () => {
    expect(await found(200, gateway(200), { reserve: 200 })).toMatchObject({ kind: 'session_starts_exhausted' });
    server.close();
    expect(await found(200, gateway(201), { reserve: 200 })).toBeNull();
  });

  it.each([
    [401, { message: '401: Unauthorized', code: 0 }, 'token_rejected'],
    [403, { message: 'Forbidden' }, 'forbidden'],
    [404, { message: '404: Not Found', code: 0 }, 'not_discord'],
    [429, { message: 'You are being rate limited.' }, 'rate_limited'],
    [503, {}, 'discord_error'],
    [200, {}, 'not_discord'],
    [200, null, 'not_discord'],
  ])('knows what HTTP %d with %j means, after a single request', async (status, body, kind) => {
    expect(await found(status, body)).toMatchObject({ kind, peer: 'api' });
    expect(requests).toBe(1);
  });

  it('waits as long as it is asked to, and a minute when nobody says how long', async () => {
    const unsaid = await found(429, {});
    expect(unsaid?.waitMs).toBeGreaterThan(55_000);
    expect(unsaid?.waitMs).toBeLessThanOrEqual(60_000);
    server.close();
    const asked = await found(429, {}, { headers: { 'retry-after': '5' } });
    expect(asked?.waitMs).toBeGreaterThanOrEqual(5_000);
    expect(asked?.waitMs).toBeLessThan(10_000);
  });

  it('says that an address without Discord behind it is to be corrected', async () => {
    const problem = await found(404, {});

    expect(problem && explain(problem).wayOut).toContain('Correct DISCORD_API_URL');
  });
});
