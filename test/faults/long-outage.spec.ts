import { Trial } from './trial.js';

const HOUR = 3_600_000;
/** Factor 4,000: a day takes 22 s. */
const timeFactor = 4_000;
/** One pause of about 30 s after another, and the shorter ones of the first minutes. */
const ATTEMPTS_A_DAY = 24 * (3_600 / 29) + 50;
/** Megabytes by which a process may be larger after 18 hours: memory that is freed comes back late. */
const GROWTH_MB = 60;
const MEGABYTE = 1_048_576;
const LOOK_EVERY_MS = 100;

describe('a Discord that is away for a day', () => {
  it('costs no restart, no memory, and one IDENTIFY', async () => {
    const env = { CANARY: 'off', LIMIT_ACKNOWLEDGEMENT_MS: '60000' };
    const world = { shards: 1, heartbeatIntervalMs: 24 * HOUR };
    const trial = await Trial.start({ timeFactor, world, env });
    const { discord, app } = trial;
    await trial.settled();
    discord.begin({ fault: 'outage', how: 'refused', limit: { durationMs: 24 * HOUR } });
    const beganAt = Date.now();
    await trial.until(({ verdict }) => verdict === 'down');
    const upgradesBefore = discord.attempts.upgrades;
    const probes = new Set<number>();
    const verdicts = new Set<string>();
    let rssWarm = 0;
    while (discord.faults.standing.length > 0) {
      for (const path of ['/health/live', '/health/ready']) probes.add((await fetch(`${app.url}${path}`)).status);
      const { verdict, process: own } = await trial.status();
      if (discord.faults.standing.length > 0) verdicts.add(verdict);
      if (Date.now() - beganAt < trial.real(6 * HOUR)) rssWarm = Math.max(rssWarm, own?.rssBytes ?? 0);
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
    const { process: own } = await trial.status();
    const upgrades = discord.attempts.upgrades - upgradesBefore;
    const back = await trial.operational();

    expect([...probes]).toEqual([200]);
    expect([...verdicts]).toEqual(['down']);
    expect(upgrades).toBeLessThanOrEqual(ATTEMPTS_A_DAY);
    expect(upgrades).toBeGreaterThan(100);
    expect((own?.rssBytes ?? 0) - rssWarm).toBeLessThan(GROWTH_MB * MEGABYTE);
    expect(discord.attempts.identifies).toBe(2);
    expect(back.process?.startedAt).toBe(own?.startedAt);
    await trial.end();
  }, 90_000);
});
