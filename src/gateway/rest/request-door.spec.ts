import { once } from 'node:events';
import { Events, Routes } from 'discord.js';
import { restScene, strikes } from '../../../test/rest-scene.js';
import { waitFor } from '../../../test/e2e/start.js';
import { now } from '../../bus/now.js';

/** Each with the real discord.js, and a Discord that has the trouble. */
describe("a request to Discord's API", () => {
  it('is tried four times with growing pauses when Discord answers 500', async (test) => {
    const { me, discord } = await restScene(test, {}, 5); // pauses of 100, 200 and 400 ms
    const answeredAt: number[] = [];
    discord.watchRest(() => void answeredAt.push(performance.now()));
    discord.begin({ fault: 'rest.status', status: 500 });

    await expect(me()).rejects.toMatchObject({ status: 500 });

    const pauses = answeredAt.slice(1).map((at, index) => at - (answeredAt[index] ?? 0));
    expect(pauses).toHaveLength(3);
    for (const [index, least] of [95, 195, 395].entries()) expect(pauses[index]).toBeGreaterThan(least);
  });

  it('is answered after a 500 that passes', async (test) => {
    const { me, discord } = await restScene(test, {}, 50);
    discord.begin({ fault: 'rest.status', status: 502, limit: { count: 2 } });

    await expect(me()).resolves.toMatchObject({ bot: true });
  });

  it('is sent once when it answers an interaction, and Discord answers 500', async (test) => {
    const { acknowledge, discord } = await restScene(test, {}, 50);
    const id = discord.begin({ fault: 'rest.status', status: 500 });

    await expect(acknowledge()).rejects.toMatchObject({ status: 500 });

    expect(strikes(discord, id)).toBe(1);
  });

  it('that answers an interaction is given up within the 3 seconds, and not sent twice', async (test) => {
    const { acknowledge, discord } = await restScene(test, {}, 50);
    const id = discord.begin({ fault: 'rest.hang' });
    const since = performance.now();

    await expect(acknowledge()).rejects.toThrow('timed out after 2500 ms');

    expect(performance.now() - since).toBeLessThan(3_000);
    expect(strikes(discord, id)).toBe(1);
  });

  it('that answers an interaction waits for a short limit, and not for a long one', async (test) => {
    const { acknowledge, discord } = await restScene(test);
    discord.begin({ fault: 'rest.429', retryAfterMs: 1_000, limit: { count: 1 } });

    await expect(acknowledge()).rejects.toMatchObject({ code: 10_062 }); // nobody has used anything: Discord knows no such interaction
    const id = discord.begin({ fault: 'rest.429', retryAfterMs: 60_000 });
    await expect(acknowledge()).rejects.toThrow('rate limited for longer');

    expect(strikes(discord, id)).toBe(1);
  });

  it('that may not be done twice is sent once when no answer comes, others are sent again', async (test) => {
    const { discord, door } = await restScene(test, {}, 50);
    const url = (path: string) => `${discord.api}/v10${path}`;
    const headers = { authorization: `Bot ${discord.token}` };
    const ask = (method: string, path: string) =>
      door.request(url(path), { method, headers }, { answerWithinMs: 150, attempts: 2 });

    const gets = discord.begin({ fault: 'rest.hang', scope: { route: 'GET /users/@me' } });
    const posts = discord.begin({ fault: 'rest.hang', scope: { route: 'POST /users/@me/channels' } });
    await expect(ask('GET', '/users/@me')).rejects.toThrow('timed out');
    await expect(ask('POST', '/users/@me/channels')).rejects.toThrow('timed out');

    expect(strikes(discord, gets)).toBe(2);
    expect(strikes(discord, posts)).toBe(1);
  });

  it('with a token that is no longer good is sent once', async (test) => {
    const { me, answeredCount, discord } = await restScene(test);
    discord.rejectToken(true);

    await expect(me()).rejects.toMatchObject({ status: 401 });
    await expect(me()).rejects.toThrow('Expected token');

    expect(answeredCount()).toBe(1);
  });

  it('ends when its caller gives it up, and is no failure', async (test) => {
    const { discord, client, door } = await restScene(test);
    const id = discord.begin({ fault: 'rest.hang' });
    const caller = new AbortController();

    const asked = client.rest.get(Routes.user(), { signal: caller.signal });
    await waitFor(() => strikes(discord, id) === 1);
    caller.abort();

    await expect(asked).rejects.toThrow('aborted');
    expect(door.meter.told(now(), { queuedCount: 0, heldUntil: null }).recentFailureCount).toBe(0);
  });

  it('fails when its answer stops in the middle', async (test) => {
    const { me, discord, door } = await restScene(test);
    discord.begin({ fault: 'rest.truncatedBody' });

    await expect(me()).rejects.toThrow();

    expect(door.meter.told(now(), { queuedCount: 0, heldUntil: null }).recentFailureCount).toBe(1);
  });

  it('goes through the door for everything that the client does to sign in', async (test) => {
    const { answeredCount, discord, client, door } = await restScene(test);

    await Promise.all([once(client, Events.ClientReady), client.login(discord.token)]);

    const { requestCount, routes } = door.meter.told(now(), { queuedCount: 0, heldUntil: null });
    expect(requestCount).toBe(answeredCount());
    expect(routes).toMatchObject([{ route: 'GET /gateway/bot', status: 200, count: 1 }]);
  });
});
