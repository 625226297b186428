import { mkdtempSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EmbeddedDiscord } from '../../src/embedded-discord/embedded-discord.js';
import type { StatusAnswer } from '../../src/faces/api/status.answer.js';
import { Trial, startBeside } from './trial.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** READY never comes on shard 0, and Discord calls each new session of shard 1 invalid. */
function loop(discord: EmbeddedDiscord): void {
  discord.begin({ fault: 'ws.noReady', scope: { shards: [0] } });
  discord.begin({ fault: 'ws.op9', resumable: false, when: 'identify', scope: { shards: [1] } });
}

/** IDENTIFYs of each of the two shards within so many real milliseconds of the first. */
function identifiesWithin(ms: number, discord: EmbeddedDiscord): readonly number[] {
  const [first = 0] = discord.identifyTimes();
  return [0, 1].map((shardId) => discord.identifyTimes(shardId).filter((at) => at <= first + ms).length);
}

function areHeldBack({ shards }: StatusAnswer): boolean {
  return shards.length > 0 && shards.every(({ waitingFor }) => waitingFor === 'identify_back_off');
}

/** Few heartbeats: at these factors an acknowledgement has but milliseconds. */
const world = { heartbeatIntervalMs: 24 * HOUR };

describe.concurrent('IDENTIFYs that lead to nothing', () => {
  // Factor 180: an hour takes 20 s.
  it('are at most 12 for each shard in the first hour, and the status says why it waits and until when', async () => {
    const trial = await Trial.start({ timeFactor: 180, world, before: loop });
    const { discord } = trial;
    const waiting = await trial.until(
      (status) =>
        status.verdict === 'down' && // a start is given its ten seconds first
        areHeldBack(status) &&
        status.shards.every(({ identifyStreak, nextAttemptAt }) => identifyStreak >= 4 && nextAttemptAt! > status.asOf),
    );
    await trial.passed(HOUR, discord.identifyTimes()[0]);
    const counts = identifiesWithin(trial.real(HOUR), discord);

    for (const count of counts) expect(count).toBeLessThanOrEqual(12);
    for (const count of counts) expect(count).toBeGreaterThanOrEqual(6);
    expect(waiting.sentence).toMatch(
      /shard [01] is waiting to sign in \(attempt \d+.*\): Discord does not let the bot begin a session \(/,
    );
    expect(waiting.advice).toMatch(/^\d+ sign-ins in a row led to no session, so it waits longer each time/);
    expect(discord.requests.get('GET /gateway/bot')?.requests).toBeLessThanOrEqual(10);
    await trial.end();
  }, 60_000);

  // Factor 4,320: a day takes 20 s.
  it('are at most 50 for each shard in a day, and the bot comes back by itself', async () => {
    const trial = await Trial.start({ timeFactor: 4_320, world, before: loop });
    const { discord } = trial;
    await trial.until(() => discord.attempts.identifies > 0);
    await trial.passed(24 * HOUR, discord.identifyTimes()[0]);
    const counts = identifiesWithin(trial.real(24 * HOUR), discord);
    for (const { id } of discord.faults.standing) discord.end(id);
    await trial.operational();

    for (const count of counts) expect(count).toBeLessThanOrEqual(50);
    for (const count of counts) expect(count).toBeGreaterThanOrEqual(15);
    await trial.end();
  }, 60_000);

  // Factor 100: each of the processes lives for about three minutes.
  it('do not grow with each restart of a process that crashes again and again', async () => {
    const DATA_DIR = mkdtempSync(join(tmpdir(), 'shardwatch-faults-'));
    const trial = await Trial.start({ timeFactor: 100, world, before: loop, env: { DATA_DIR } });
    for (let crash = 1; crash <= 7; crash++) {
      await trial.until(areHeldBack);
      trial.app.process.kill('SIGKILL');
      await once(trial.app.process, 'exit');
      trial.app = await startBeside(trial.discord, trial.timeFactor, { DATA_DIR });
    }
    const last = await trial.until(areHeldBack);
    const counts = identifiesWithin(Infinity, trial.discord);
    // A busy machine takes long for seven starts.
    const hours = Math.ceil((Date.now() - Number(trial.discord.identifyTimes()[0])) / trial.real(HOUR));

    for (const count of counts) expect(count).toBeLessThanOrEqual(12 * hours);
    expect(last.budgets.sessionStarts?.ownCount).toBeGreaterThanOrEqual(Math.max(...counts));
    expect(last.advice).toContain('sign-ins are limited');
    await trial.end();
    rmSync(DATA_DIR, { recursive: true });
  }, 60_000);
});
