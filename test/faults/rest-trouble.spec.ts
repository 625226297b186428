import { Trial } from './trial.js';

/** Fault 20 from the outside: Discord's API fails while the gateway is well. */
describe("trouble with Discord's API", () => {
  const TIME_FACTOR = 20;
  let trial: Trial;
  beforeEach(async () => {
    trial = await Trial.start({ timeFactor: TIME_FACTOR });
    await trial.settled();
  });
  afterEach(() => trial.end());

  /** So many people use /ping; whether they see an answer is not asked here. */
  async function pings(count: number): Promise<void> {
    const uses = Array.from({ length: count }, () => trial.discord.invoke('ping').catch(() => null));
    await Promise.all(uses);
  }

  it('degrades the bot while answers to commands fail with 500, asks no storm of Discord, and heals by itself', async () => {
    const id = trial.discord.begin({ fault: 'rest.status', status: 500 });
    await pings(20);
    const degraded = await trial.until(({ breaches }) => breaches.some(({ kind }) => kind === 'rest_failures'));
    const asked = [...trial.discord.requests].filter(([route]) => route.endsWith('/callback'));
    const callbacks = asked.reduce((sum, [, { requests }]) => sum + requests, 0);
    trial.discord.end(id);
    await pings(20);
    const healed = await trial.operational(60_000);

    expect(degraded.verdict).toBe('degraded');
    expect(degraded.sentence).toMatch(/^Degraded - /);
    expect(degraded.shards.map(({ phase }) => phase)).not.toContain('connecting');
    expect(callbacks).toBeLessThanOrEqual(2 * 20); // the answer, and one word of regret
    expect(healed.shards.every(({ identifyCount, connectCount }) => identifyCount === 1 && connectCount === 1)).toBe(
      true,
    );
    expect(trial.discord.identifies).toBe(2);
  }, 90_000);
});
