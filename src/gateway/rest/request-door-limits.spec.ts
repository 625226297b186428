import { Routes } from 'discord.js';
import { restScene } from '../../../test/rest-scene.js';
import { waitFor } from '../../../test/e2e/start.js';
import { now } from '../../bus/now.js';
import { RequestHeld } from './request-held.js';

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
    const { me, discord, client, door } = await restScene(test, {}, 10); // a minute lasts six seconds
    const id = discord.begin({ fault: 'rest.429', retryAfterMs: 0, scope: { route: 'GET /users/@me' } });

    const asked = Promise.all([me(), me(), me()]);
    await waitFor(() => door.brake.held(now()));

    await expect(client.rest.get(Routes.gateway())).resolves.toHaveProperty('url');
    expect(discord.requests.get('GET /users/@me')?.requests).toBe(25);
    discord.end(id);
    await asked;
  });

  it('is one of at most 50 in a minute that Discord refuses, whatever the code above does', async (test) => {
    const { acknowledge, discord, client } = await restScene(test, { guilds: 4, timeFactor: 60 }, 60); // a minute lasts one second
    discord.begin({ fault: 'rest.429', retryAfterMs: 0 });
    const refusedAt: number[] = [];
    discord.watchRest(({ status }) => void (status === 429 && refusedAt.push(performance.now())));
    const paths = discord.guildIds.flatMap((id) => [
      Routes.guild(id),
      Routes.guildRoles(id),
      Routes.guildMembers(id),
      Routes.guildChannels(id),
      Routes.user(),
      Routes.oauth2CurrentApplication(),
    ]);

    const all = Promise.allSettled([
      ...Array.from({ length: 10 }, () => paths.map((path) => client.rest.get(path))).flat(),
      ...Array.from({ length: 60 }, () => acknowledge()),
    ]);
    await waitFor(() => refusedAt.length > 130);
    discord.end(discord.faults.standing[0]?.id ?? '');
    await all;

    const mostInOneMinute = Math.max(
      ...refusedAt.map((first) => refusedAt.filter((at) => at >= first && at < first + 990).length),
    );
    expect(mostInOneMinute).toBeLessThanOrEqual(50);
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
