import { Lives } from './lives.js';

describe('what was missed over a restart', () => {
  let lives: Lives;
  beforeEach(async () => {
    lives = await Lives.of({ env: { TIME_FACTOR: '10' }, discord: { timeFactor: 10 } });
    await lives.live();
  });
  afterEach(() => lives.end());

  it('comes again with sessions that are taken up', async () => {
    await lives.stop();
    const { gaps } = await lives.live();

    expect(gaps).toMatchObject([
      { how: 'resumed', blindSeconds: 0 },
      { how: 'resumed', blindSeconds: 0 },
    ]);
  });

  it('is lost from the end of the one process to the new session of the next', async () => {
    const stoppedAt = Date.now();
    await lives.stop();
    const { gaps, shards, guildCount } = await lives.live({ INTENTS: 'Guilds,GuildModeration' });

    expect(gaps.map(({ how, shardId }) => `${how} ${shardId}`).sort()).toEqual(['identified 0', 'identified 1']);
    expect(gaps.reduce((sum, gap) => sum + gap.guildCount, 0)).toBe(guildCount);
    for (const { from, blindSeconds } of gaps) {
      expect(Math.abs(Date.parse(from) - stoppedAt)).toBeLessThan(5_000);
      expect(blindSeconds).toBeGreaterThan(0.1);
    }
    expect(shards.map(({ blindSeconds }) => blindSeconds > 0)).toEqual([true, true]);
  });
});
