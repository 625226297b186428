import { Routes } from 'discord.js';
import { restScene } from '../../../test/rest-scene.js';
import { now } from '../../bus/now.js';

describe.concurrent("what is told of Discord's API", () => {
  it('are requests by route and status, and what of the limits is used', async (test) => {
    const { me, restUse, client } = await restScene(test);

    await Promise.all([me(), me()]);
    await expect(client.rest.get(Routes.channel('100000000000000001'))).rejects.toThrow();
    const rest = await restUse(({ requestCount }) => requestCount === 3);

    expect(rest).toMatchObject({
      recentCount: 3,
      recentFailureCount: 0,
      global: { limit: 50 },
      heldUntil: null,
      queuedCount: 0,
      waitCount: 0,
    });
    expect(rest.global.peakPerSecond).toBeGreaterThanOrEqual(1);
    expect(rest.routes).toMatchObject([
      { route: 'GET /users/@me', status: 200, count: 2 },
      { route: 'GET /channels/:id', count: 1 },
    ]);
    expect(rest.buckets[0]).toMatchObject({ route: 'GET /users/@me', limit: 20, remaining: 18 });
  });

  it('are failures: 5xx, and no answer', async (test) => {
    const { me, restUse, discord } = await restScene(test, {}, 50);
    discord.begin({ fault: 'rest.status', status: 503, limit: { count: 1 } });
    await me();
    const id = discord.begin({ fault: 'rest.reset' });
    await expect(me()).rejects.toThrow();
    discord.end(id);

    const rest = await restUse(({ requestCount }) => requestCount === 6);

    expect(rest.recentFailureCount).toBe(5);
    expect(rest.routes.find(({ status }) => status === 0)).toMatchObject({ route: 'GET /users/@me', count: 4 });
  });

  it('is who makes the invalid requests, the most frequent first', async (test) => {
    const { me, restUse, discord, client } = await restScene(test);
    discord.begin({
      fault: 'rest.cloudflareBan',
      status: 403,
      retryAfterMs: 1_000,
      scope: { route: 'GET /users/@me' },
    });
    await expect(me()).rejects.toThrow();
    discord.begin({ fault: 'rest.429', retryAfterMs: 100, limit: { count: 3 }, scope: { route: 'GET /gateway' } });
    await client.rest.get(Routes.gateway());

    const { invalid } = await restUse((rest) => rest.invalid.count === 4);

    expect(invalid.offenders).toEqual([
      { route: 'GET /gateway', status: 429, count: 3 },
      { route: 'GET /users/@me', status: 403, count: 1 },
    ]);
    expect(invalid.count).toBe(discord.invalidRequests.count());
  });

  it('is that requests are held back, until when, and why, once', async (test) => {
    const { me, restUse, discord, door, events } = await restScene(test);
    discord.begin({ fault: 'rest.cloudflareBan', retryAfterMs: 3_600_000 });
    await expect(me()).rejects.toThrow();

    const { heldUntil } = await restUse((rest) => rest.heldUntil !== null);
    door.meter.waited(1);
    await restUse((rest) => rest.waitCount === 1);

    expect(heldUntil).toBeGreaterThan(now() + 3_500_000);
    const happenings = events.filter(({ type }) => type === 'happening.noted');
    expect(happenings).toHaveLength(1);
    expect(happenings).toMatchObject([
      { happening: { level: 'warn', text: expect.stringContaining('HTTP 429') as string } },
    ]);
  });

  it('are waits for a limit, and how many wait', async (test) => {
    const { restUse, client } = await restScene(test);

    const all = Promise.all(Array.from({ length: 4 }, () => client.rest.get(Routes.gatewayBot()))); // 2 in 5 s
    const rest = await restUse(({ queuedCount }) => queuedCount > 0);
    await all;

    expect(rest.queuedCount).toBe(2);
    expect(rest.waitCount).toBe(1);
    expect(rest.waitedMs).toBeGreaterThan(3_000);
    await restUse(({ queuedCount }) => queuedCount === 0);
  });

  it.for([2_000, -2_000, 0])("is the offset of Discord's clock (%d ms), to 50 ms", async (offsetMs, test) => {
    const { me, restUse, discord } = await restScene(test);
    discord.clock.offsetMs = offsetMs;

    for (let index = 0; index < 5; index++) await me();
    const { clock } = await restUse((rest) => rest.clock !== null);

    expect(clock?.source).toBe('rate_limit');
    expect(Math.abs((clock?.offsetMs ?? 0) - offsetMs)).toBeLessThanOrEqual(50);
  });
});
