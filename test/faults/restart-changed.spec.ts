import { Lives } from './lives.js';

/** Discord's time goes ten times as fast: its windows of limits are over sooner. */
const TIME_FACTOR = 10;

/** One bot goes through all of it: each life begins with what the one before has kept. */
describe('what was kept of sessions', () => {
  let lives: Lives;
  let env: Record<string, string> = {};
  beforeAll(async () => {
    lives = await Lives.of({
      discord: { timeFactor: TIME_FACTOR, shards: 3 },
      env: { TIME_FACTOR: String(TIME_FACTOR) },
    });
    await lives.live();
  });
  afterAll(() => lives.end());

  /** The next life, after something has changed: what its shards did at Discord, what it says and has said. */
  async function nextLife({ before = () => undefined, ...changed }: { before?: () => void; env?: typeof env }) {
    await lives.stop();
    before();
    lives.inStore('DELETE FROM session_start'); // many in a row are braked, over restarts too
    const { discord } = lives;
    const counts = () => ({ identifies: discord.identifyTimes().length, resumes: discord.resumeTimes().length });
    const then = counts();
    env = { ...env, ...changed.env };
    const status = await lives.live(env);
    const now = counts();
    return {
      status,
      said: lives.app.output(),
      did: { identifies: now.identifies - then.identifies, resumes: now.resumes - then.resumes },
      uncaught: status.process?.uncaughtErrorCount,
      skipped: status.shards.reduce((sum, { skippedCount }) => sum + skippedCount, 0),
    };
  }

  it('is not used with other intents: what happened in between is lost, and it is said since when', async () => {
    const stoppedAt = Date.now();
    const next = await nextLife({ env: { INTENTS: 'Guilds,GuildVoiceStates' } });
    const { gaps, shards, guildCount } = next.status;

    expect(next.did).toEqual({ identifies: 3, resumes: 0 });
    expect(next.said).toContain('New sessions begin, because INTENTS changed');
    expect(next.uncaught).toBe(0);
    expect(gaps.map(({ how, shardId }) => `${how} ${shardId}`).sort()).toEqual([
      'identified 0',
      'identified 1',
      'identified 2',
    ]);
    expect(gaps.reduce((sum, gap) => sum + gap.guildCount, 0)).toBe(guildCount);
    for (const { from, blindSeconds } of gaps) {
      expect(Math.abs(Date.parse(from) - stoppedAt)).toBeLessThan(5_000);
      expect(blindSeconds).toBeGreaterThan(0.1);
    }
    expect(shards.map(({ blindSeconds }) => blindSeconds > 0)).toEqual([true, true, true]);
  });

  it('is not used with another number of shards, and the log says why', async () => {
    const next = await nextLife({ env: { GATEWAY_SHARDS: '2' } });

    expect(next.did).toEqual({ identifies: 2, resumes: 0 });
    expect(next.said).toContain('New sessions begin, because the number of shards changed from 3 to 2');
    expect(next.status.guildCount).toBe(8);
    expect(next.uncaught).toBe(0);
  });

  it.each([
    ['a new token of the same bot', () => lives.discord.begin({ fault: 'token.rotate' }), 'the token is another one'],
    [
      'another form of what is kept',
      () => lives.inStore(`UPDATE kept_client SET fingerprint = json_set(fingerprint, '$.format', 0)`),
      'what is kept has a new form',
    ],
  ])('is not used with %s, and the log says why', async (_what, change, why) => {
    const next = await nextLife({ before: () => void change() });

    expect(next.did).toEqual({ identifies: 2, resumes: 0 });
    expect(next.said).toContain(`New sessions begin, because ${why}`);
    expect(next.status.guildCount).toBe(8);
    expect(next.uncaught).toBe(0);
  });

  it('costs one shard one session start when one of its servers cannot be read', async () => {
    const next = await nextLife({
      before: () => lives.inStore(`UPDATE kept_guild SET json = '{"id"' WHERE guild_id = '${lives.guildOn(1, 2)}'`),
    });

    expect(next.did).toEqual({ identifies: 1, resumes: 1 });
    expect(next.status.shards.map(({ identifyCount }) => identifyCount)).toEqual([0, 1]);
    expect(next.said).toContain('Shard 1: its session cannot be taken up, a new one begins');
    expect(next.status.guildCount).toBe(8);
    expect(next.uncaught).toBe(0);
  });

  it.each([
    ['that Discord does not know', `session_id = 'ffffffffffffffffffffffffffffffff'`],
    ['that never came so far', 'sequence = 1000000'],
  ])('costs one shard one session start when it is a session %s', async (_what, change) => {
    const next = await nextLife({
      before: () => lives.inStore(`UPDATE kept_session SET ${change} WHERE shard_id = 0`),
    });

    expect(next.did).toEqual({ identifies: 1, resumes: 2 });
    expect(next.status.shards.map(({ identifyCount }) => identifyCount)).toEqual([1, 0]);
    expect(next.said).toContain('Its session was lost: nothing was heard of');
    expect(next.status.guildCount).toBe(8);
    expect(next.uncaught).toBe(0);
  });

  it('is used although the address to resume at is dead: Discord knows it at any other', async () => {
    const next = await nextLife({
      before: () => lives.inStore(`UPDATE kept_session SET resume_url = 'ws://127.0.0.1:9/'`),
    });

    expect(next.did).toEqual({ identifies: 0, resumes: 2 });
    expect(next.uncaught).toBe(0);
  });
});
