import { PATIENT_MS, Scene } from './scene.js';

/** Real time: what is promised in a second or two is measured as it is. */
const TIME_FACTOR = 1;
/** Milliseconds that a busy machine may add. */
const MACHINE_MS = 700;

describe('a connection that is lost for seconds', { timeout: PATIENT_MS }, () => {
  let scene: Scene;
  beforeEach(async () => {
    scene = await Scene.open({ timeFactor: TIME_FACTOR });
  });
  afterEach(() => scene.close());

  it.each([
    ['one', [0]],
    ['all', [0, 1]],
  ])('is resumed within 1.5 s, without a new session, after a cut (of %s)', async (_which, shards) => {
    const { discord, witness } = scene;
    const [before, cutAt] = [scene.counts(), Date.now()];
    discord.begin({ fault: 'ws.drop', scope: { shards } });
    const servedAt = await scene.served();
    const told = await witness.push(cutAt, (status) => status.shards[0]?.closeCounts['1006'] === 1);

    expect(servedAt - cutAt).toBeLessThanOrEqual(1_500);
    expect(scene.counts(before)).toEqual({ identifies: 0, resumes: shards.length });
    expect(told.at - cutAt).toBeLessThanOrEqual(2_000);
    expect(witness.sentences(cutAt)).toContainEqual(
      expect.stringMatching(
        /shard \d is connecting: the connection was closed \(close code 1006, cut without a word\)$/,
      ),
    );
  });

  it('is said to be down within 2 s while the gateway refuses it for 3 s, and is resumed within 5 s after', async () => {
    const { discord, proxy, witness } = scene;
    const [before, lostAt] = [scene.counts(), Date.now()];
    await proxy.set({ mode: 'refuse' });
    discord.begin({ fault: 'ws.drop' });
    const answered = await witness.answer(lostAt, ({ verdict }) => verdict === 'down');
    const told = await witness.push(lostAt, ({ verdict }) => verdict === 'down');
    await scene.until(() => Date.now() - lostAt >= 3_000);
    await proxy.set({ mode: 'pass' });
    const backAt = Date.now();
    const servedAt = await scene.served();

    expect(answered.at - lostAt).toBeLessThanOrEqual(2_000);
    expect(told.at - lostAt).toBeLessThanOrEqual(2_000);
    expect(servedAt - backAt).toBeLessThanOrEqual(5_000);
    expect(scene.counts(before)).toEqual({ identifies: 0, resumes: 2 });
    expect(witness.sentences(lostAt)).toContainEqual(
      expect.stringMatching(
        /^Down - none of 2 shards answers; shard \d is connecting \(attempt 2, next in [12] s\): Discord's gateway \(127.*\) refuses the connection \(ECONNREFUSED\)$/,
      ),
    );
  });

  it('is tried after half a second, then after twice as long each time, while the gateway answers HTTP 503', async () => {
    const { discord, witness } = scene;
    const [before, lostAt] = [scene.counts(), Date.now()];
    discord.refuseGateway('http503');
    discord.dropShard(0);
    const attempts = () => discord.upgradeTimes().filter((at) => at >= lostAt);
    const told = await witness.push(lostAt, ({ verdict }) => verdict === 'degraded');
    await scene.until(() => attempts().length === 2);
    discord.refuseGateway(null);
    await scene.served();

    expect(told.at - lostAt).toBeLessThanOrEqual(2_000);
    const pauses = attempts().map((at, nth, all) => at - (all[nth - 1] ?? lostAt));
    for (const [nth, leastMs] of [500, 1_000, 2_000].entries()) {
      expect(pauses[nth]).toBeGreaterThanOrEqual(leastMs - 10);
      expect(pauses[nth]).toBeLessThanOrEqual(leastMs * 1.2 + MACHINE_MS);
    }
    expect(scene.counts(before)).toEqual({ identifies: 0, resumes: 1 });
    expect(witness.sentences(lostAt)).toContainEqual(
      expect.stringMatching(
        /^Degraded - shard 0 is connecting \(attempt 2, next in 1 s\): .* with an error: HTTP 503$/,
      ),
    );
  });
});
