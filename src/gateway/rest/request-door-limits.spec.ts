import { setMaxListeners } from 'node:events';
import { Routes } from 'discord.js';
import type { TestContext } from 'vitest';
import { restScene } from '../../../test/rest-scene.js';
import { waitFor } from '../../../test/e2e/start.js';
import { now } from '../../bus/now.js';
import { RequestHeld } from './request-held.js';

/** One caller of many requests, who gives all of them up at the end of the test. */
function callerUntilTheEnd({ onTestFinished }: Pick<TestContext, 'onTestFinished'>): AbortSignal {
  const caller = new AbortController();
  setMaxListeners(0, caller.signal);
  onTestFinished(() => caller.abort());
  return caller.signal;
}

/** With the real discord.js, and a Discord that has had enough. */
describe.concurrent('a request that Discord wants no more of', () => {
  it.for([
    ['user', 1],
    ['global', 1],
    ['shared', 0],
  ] as const)('waits after a 429 (%s), and counts %d invalid request', async ([reach, invalidCount], test) => {
    const { me, discord, door } = await restScene(test);
    discord.begin({ fault: 'rest.429', reach, retryAfterMs: 300, limit: { count: 1 } });
    const since = performance.now();

    await expect(me()).resolves.toMatchObject({ bot: true });

    expect(performance.now() - since).toBeGreaterThan(290);
    expect(door.meter.invalid.told(now()).count).toBe(invalidCount);
    expect(discord.invalidRequests.count()).toBe(invalidCount);
  });

  it('never leaves when its route alone was refused too often, while others do', async (test) => {
    const { discord, client, door } = await restScene(test);
    discord.begin({ fault: 'rest.429', retryAfterMs: 0, scope: { route: 'GET /users/@me' } });
    const signal = callerUntilTheEnd(test);

    const asked = [1, 2, 3].map(() => client.rest.get(Routes.user(), { signal }));
    void Promise.allSettled(asked);
    await waitFor(() => door.brake.held(now()));

    await expect(client.rest.get(Routes.gateway())).resolves.toHaveProperty('url');
    expect(discord.requests.get('GET /users/@me')?.requests).toBe(25);
  });

  it('is one of at most 50 in a minute that Discord refuses, whatever the code above does', async (test) => {
    const { acknowledge, discord, client, door } = await restScene(test, { guilds: 4 });
    discord.begin({ fault: 'rest.429', retryAfterMs: 0 });
    const signal = callerUntilTheEnd(test);
    const paths = discord.guildIds.flatMap((id) => [
      Routes.guild(id),
      Routes.guildRoles(id),
      Routes.guildMembers(id),
      Routes.guildChannels(id),
      Routes.user(),
      Routes.oauth2CurrentApplication(),
    ]);

    const ask = (path: (typeof paths)[number]) => client.rest.get(path, { signal });
    void Promise.allSettled(Array.from({ length: 10 }, () => paths.map(ask)).flat());
    await waitFor(() => discord.invalidRequests.count() >= 40 && door.brake.inFlight === 0);
    await Promise.allSettled(Array.from({ length: 60 }, acknowledge));

    expect(discord.invalidRequests.count()).toBe(50);
    expect(door.brake.held(now())?.until).toBeGreaterThan(now());
  });

  it.for([403, 429] as const)('is not sent while Cloudflare turns us away with HTML (%d)', async (status, test) => {
    const { me, acknowledge, answeredCount, discord, door } = await restScene(test);
    discord.begin({ fault: 'rest.cloudflareBan', status, retryAfterMs: 3_600_000 });

    await expect(me()).rejects.toMatchObject({ status });
    for (let index = 0; index < 20; index++) await expect(me()).rejects.toBeInstanceOf(RequestHeld);
    await expect(acknowledge()).rejects.toBeInstanceOf(RequestHeld);

    expect(answeredCount()).toBe(1);
    const heldMs = (door.brake.held(now())?.until ?? 0) - now();
    expect(heldMs).toBeGreaterThan(3_590_000);
    expect(heldMs).toBeLessThanOrEqual(3_601_000);
  });

  it('waits for the end of a short ban, goes alone first, and is answered', async (test) => {
    const { me, answeredCount, discord } = await restScene(test);
    discord.begin({ fault: 'rest.cloudflareBan', retryAfterMs: 1_000, limit: { count: 1 } });
    await expect(me()).rejects.toBeInstanceOf(RequestHeld);

    await expect(Promise.all([me(), me()])).resolves.toHaveLength(2);

    expect(answeredCount()).toBe(3);
  });
});
