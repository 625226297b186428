import type { StatusAnswer } from '../../src/faces/api/status.answer.js';
import { Trial } from './trial.js';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const LOOK_EVERY_MS = 50;

type ShardAnswer = StatusAnswer['shards'][number];

/** The only shard, or the first. */
function shardOf({ shards: [shard] }: StatusAnswer): ShardAnswer {
  return shard!;
}

function isIn(phase: ShardAnswer['phase']) {
  return ({ shards: [shard] }: StatusAnswer) => shard?.phase === phase;
}

describe.concurrent('a quiet bot', () => {
  // Factor 2,000: twelve hours take 22 s, and a canary has a quarter of a second.
  it('is operational and quiet at every look through twelve hours without an event', async () => {
    const world = { shards: 1, guilds: 3, heartbeatIntervalMs: 4 * HOUR };
    const trial = await Trial.start({ timeFactor: 2_000, world });
    await trial.settled();
    await trial.until(isIn('quiet'));
    const looks: StatusAnswer[] = [];
    for (const until = Date.now() + trial.real(12 * HOUR); Date.now() < until;) {
      looks.push(await trial.status());
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
    const sends = looks.map(({ budgets }) => budgets.gatewaySends?.[0]?.count ?? 0);

    expect(new Set(looks.map((look) => `${look.verdict} ${shardOf(look).phase}`))).toEqual(
      new Set(['operational quiet']),
    );
    expect(Math.max(...looks.map((look) => shardOf(look).canary.answeredAgeSeconds ?? Infinity))).toBeLessThan(1);
    expect(Math.max(...looks.map((look) => shardOf(look).canary.missedCount))).toBeLessThan(2);
    expect(Math.max(...sends)).toBeGreaterThanOrEqual(1);
    expect(Math.max(...sends)).toBeLessThanOrEqual(120);
    expect(trial.discord.attempts).toMatchObject({ upgrades: 1, identifies: 1, resumes: 0 });
    await trial.end();
  }, 90_000);

  // Factor 10: a minute takes 6 s.
  it('that is deaf in truth is found out within the period of the canary and 20 s', async () => {
    const trial = await Trial.start({ timeFactor: 10, world: { shards: 1, guilds: 3 } });
    await trial.settled();
    await trial.until((status) => (shardOf(status).canary.answeredAgeSeconds ?? 0) * 10 >= 20);
    const beganAt = Date.now();
    trial.discord.begin({ fault: 'ws.deaf' });
    const deaf = await trial.until(isIn('deaf'));

    expect(Date.now() - beganAt).toBeLessThanOrEqual(trial.real(80 * SECOND));
    expect(deaf.sentence).toMatch(
      /^Down - shard 0 is deaf: connected, but no event came for \d+ s and Discord does not answer it$/,
    );
    expect(shardOf(deaf).canary.missedCount).toBeGreaterThanOrEqual(1);
    expect(trial.discord.truth()[0]).toMatchObject({ isServed: false, why: 'deaf' });
    await trial.end();
  }, 60_000);

  // Factor 40: a minute takes 1.5 s.
  it('that is deaf is connected anew, gets a new session, and is well again as soon as it hears', async () => {
    const trial = await Trial.start({
      timeFactor: 40,
      world: { shards: 1, guilds: 3, heartbeatIntervalMs: 10 * MINUTE },
    });
    const { discord } = trial;
    await trial.settled();
    discord.begin({ fault: 'ws.deaf' });
    const beganAt = Date.now();
    await trial.until(isIn('deaf'));
    await trial.until(() => discord.resumes === 1);
    const resumedMs = Date.now() - beganAt;
    const resumed = await trial.until(({ shards: [shard] }) => shard?.resumeCount === 1);
    await trial.until(() => discord.identifies === 2);
    const renewedMs = Date.now() - beganAt;
    await trial.until(isIn('deaf'));
    await trial.passed(15 * MINUTE, beganAt);
    const spent = discord.attempts;
    for (const { id } of discord.faults.standing) discord.end(id);
    const well = await trial.operational();

    // Two canaries are unanswered for 10 s each before it counts as deaf; then 40 s and 5 min pass.
    expect(resumedMs).toBeGreaterThan(trial.real(60 * SECOND));
    expect(resumedMs).toBeLessThan(trial.real(4 * MINUTE));
    expect(renewedMs).toBeGreaterThan(trial.real(5 * MINUTE));
    expect(renewedMs).toBeLessThan(trial.real(10 * MINUTE));
    expect(shardOf(resumed)).toMatchObject({ phase: 'deaf', lastError: { kind: 'deaf' }, identifyCount: 1 });
    expect(spent).toMatchObject({ identifies: 2, resumes: 1 });
    expect(['ready', 'quiet']).toContain(shardOf(well).phase);
    await trial.end();
  }, 60_000);

  // Factor 4,320: a day takes 20 s.
  it('that Discord leaves deaf for a day begins at most 50 sessions', async () => {
    const trial = await Trial.start({
      timeFactor: 4_320,
      world: { shards: 1, guilds: 3, heartbeatIntervalMs: 24 * HOUR },
    });
    const { discord } = trial;
    discord.begin({ fault: 'ws.deaf' });
    await trial.until(() => discord.identifies > 0);
    const [first = 0] = discord.identifyTimes();
    await trial.passed(24 * HOUR, first);
    const times = discord.identifyTimes();

    expect(times.length).toBeLessThanOrEqual(50);
    expect(times.length).toBeGreaterThan(10);
    expect(times.filter((at) => at <= first + trial.real(HOUR)).length).toBeLessThanOrEqual(12);
    await trial.end();
  }, 60_000);

  it('has no canary where none is wanted', async () => {
    const trial = await Trial.start({ timeFactor: 60, world: { shards: 1, guilds: 3 }, env: { CANARY: 'off' } });
    await trial.settled();
    await trial.until(isIn('quiet'));
    await trial.passed(5 * MINUTE, Date.now());
    const later = await trial.status();

    expect(later.verdict).toBe('operational');
    expect(shardOf(later)).toMatchObject({
      phase: 'quiet',
      canary: { sentAgeSeconds: null, answeredAgeSeconds: null },
    });
    await trial.end();
  }, 60_000);

  it('has no canary on a shard without guilds, which is judged by its heartbeats', async () => {
    const trial = await Trial.start({
      timeFactor: 60,
      world: { shards: 2, guilds: 1, heartbeatIntervalMs: 3 * MINUTE },
    });
    await trial.settled();
    await trial.passed(5 * MINUTE, Date.now());
    const { verdict, shards } = await trial.until(({ shards }) =>
      shards.every(({ heartbeatAcknowledgedAgeSeconds: age }) => age !== null),
    );
    const [empty] = shards.filter(({ guildCount }) => guildCount === 0);
    const [served] = shards.filter(({ guildCount }) => guildCount === 1);

    expect(verdict).toBe('operational');
    expect(empty).toMatchObject({ phase: 'quiet', canary: { sentAgeSeconds: null, missedCount: 0 } });
    expect(served?.canary.answeredAgeSeconds).not.toBeNull();
    await trial.end();
  }, 60_000);
});
