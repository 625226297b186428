import { spawnSync } from 'node:child_process';
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
/** Milliseconds in which a machine that is not busy starts an empty program. */
const EMPTY_PROGRAM_MS = 50;

const world = { shards: 2, guilds: 4 };

/** How many times longer everything takes on this machine just now, 1 or more. */
function slowness(): number {
  const begun = Date.now();
  spawnSync(process.execPath, ['-e', '0']);
  return Math.max(1, (Date.now() - begun) / EMPTY_PROGRAM_MS);
}

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
    const slow = slowness();
    const begun = Date.now();
    const app = await startBeside(away, timeFactor);
    const page = await fetch(app.url);
    const tookMs = Date.now() - begun;
    const { sentence } = await statusWhen(app, ({ problem }) => problem !== null);
    const allowedMs = PAGES_WITHIN_MS * Math.max(slow, slowness());
    await app.stop();

    expect(page.status).toBe(200);
    expect(tookMs).toBeLessThanOrEqual(allowedMs);
    expect(sentence).toMatch(/^Starting - Discord's API .* refuses the connection \(ECONNREFUSED\)$/);
  }, 60_000);

  it('is ready within 5 s of the return of Discord, in the same process', async () => {
    const away = await awayDiscord();
    const app = await startBeside(away, timeFactor);
    const down = await statusWhen(app, ({ problem }) => problem !== null);
    await new Promise((resolve) => setTimeout(resolve, OUTAGE_MS));
    const discord = await away.back();
    const backAt = Date.now();
    const up = await whenOperational(app);
    const tookMs = Date.now() - backAt;

    expect(tookMs).toBeLessThanOrEqual(BACK_WITHIN_MS * slowness());
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
    const tookMs = Date.now() - backAt;

    expect(tookMs).toBeLessThanOrEqual(BACK_WITHIN_MS * slowness());
    expect(down.sentence).toMatch(/^Starting - shard [01] is connecting \(attempt \d.*\): Discord's gateway .* cuts/);
    expect(up.process?.startedAt).toBe(down.process?.startedAt);
    expect(discord.attempts.identifies).toBe(2);
    await end(app, discord);
  }, 40_000);
});
