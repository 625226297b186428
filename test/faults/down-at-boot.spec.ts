import { EmbeddedDiscord } from '../../src/embedded-discord/embedded-discord.js';
import type { Shardwatch } from '../e2e/start.js';
import { statusOf, statusWhen, whenOperational } from '../e2e/status.js';
import { startBeside } from './trial.js';

/** These bounds are felt by people: no time factor. */
const timeFactor = 1;
const PAGES_WITHIN_MS = 2_000;
const BACK_WITHIN_MS = 5_000;
/** How long Discord stays away once that is seen. */
const OUTAGE_MS = 2_000;
/** A busy machine may need more than one try to be as quick as it is. */
const TRIES = 5;

const world = { shards: 2, guilds: 4 };

/** A Discord that is away: its address and token. */
async function awayDiscord() {
  const discord = await EmbeddedDiscord.start(world);
  const { api, token } = discord;
  await discord.stop();
  const back = () => EmbeddedDiscord.start({ ...world, port: Number(new URL(api).port) });
  return { api, token, back };
}

async function end(app: Shardwatch, discord: EmbeddedDiscord): Promise<void> {
  const { process: own } = await statusOf(app);
  expect({ code: (await app.stop()).code, uncaughtErrors: own?.uncaughtErrorCount }).toEqual({
    code: 0,
    uncaughtErrors: 0,
  });
  await discord.stop();
}

describe('a bot that starts while Discord is away', () => {
  it('has its pages up within 2 s, and they say why', async () => {
    const away = await awayDiscord();
    const took: number[] = [];
    for (let isQuick = false, tries = 0; !isQuick && tries < TRIES; tries++) {
      const begun = Date.now();
      const app = await startBeside(away, timeFactor);
      const page = await fetch(app.url);
      took.push(Date.now() - begun);
      const { sentence } = await statusWhen(app, ({ problem }) => problem !== null);
      await app.stop();

      expect(page.status).toBe(200);
      expect(sentence).toMatch(/^Starting - Discord's API .* refuses the connection \(ECONNREFUSED\)$/);
      isQuick = Math.min(...took) <= PAGES_WITHIN_MS;
    }

    expect(Math.min(...took)).toBeLessThanOrEqual(PAGES_WITHIN_MS);
  }, 60_000);

  it('is ready within 5 s of the return of Discord, in the same process', async () => {
    const away = await awayDiscord();
    const app = await startBeside(away, timeFactor);
    const down = await statusWhen(app, ({ problem }) => problem !== null);
    await new Promise((resolve) => setTimeout(resolve, OUTAGE_MS));
    const discord = await away.back();
    const backAt = Date.now();
    const up = await whenOperational(app);

    expect(Date.now() - backAt).toBeLessThanOrEqual(BACK_WITHIN_MS);
    expect(up.process?.startedAt).toBe(down.process?.startedAt);
    expect(discord.attempts).toMatchObject({ identifies: 2, resumes: 0 });
    await end(app, discord);
  }, 40_000);

  it('is ready within 5 s of the return of the gateway, when that alone was away', async () => {
    const discord = await EmbeddedDiscord.start(world);
    const outage = discord.begin({ fault: 'outage', side: 'gateway', how: 'refused' });
    const app = await startBeside(discord, timeFactor);
    const down = await statusWhen(app, ({ shards }) => shards.some(({ attempts }) => attempts >= 3));
    discord.end(outage);
    const backAt = Date.now();
    const up = await whenOperational(app);

    expect(Date.now() - backAt).toBeLessThanOrEqual(BACK_WITHIN_MS);
    expect(down.sentence).toMatch(/^Starting - shard [01] is connecting \(attempt \d.*\): Discord's gateway .* cuts/);
    expect(up.process?.startedAt).toBe(down.process?.startedAt);
    expect(discord.attempts.identifies).toBe(2);
    await end(app, discord);
  }, 40_000);
});
