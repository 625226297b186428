import type { StatusAnswer } from '../../src/faces/api/status.answer.js';
import { PATIENT_MS, Scene, UNHURRIED } from './scene.js';

const MINUTE = 60_000;
/** Real milliseconds that a busy machine may add. */
const MACHINE_MS = 1_000;

/** Milliseconds from an answer to the next attempt of each shard that waits for one. */
function pausesIn({ asOf, shards }: StatusAnswer): readonly number[] {
  return shards.flatMap(({ waitingFor, nextAttemptAt }) =>
    waitingFor === 'back_off' && nextAttemptAt ? Date.parse(nextAttemptAt) - Date.parse(asOf) : [],
  );
}

describe('a gateway that refuses connections for minutes', { timeout: PATIENT_MS }, () => {
  /** Ten minutes last 12 s, the longest pause less than one. */
  const TIME_FACTOR = 50;
  let scene: Scene;
  beforeAll(async () => {
    scene = await Scene.open({ timeFactor: TIME_FACTOR, env: UNHURRIED });
    await scene.settled();
  });
  afterAll(() => scene.close());

  it('is tried less and less often, and costs one session start a shard once Discord has forgotten the sessions', async () => {
    const { discord, proxy, witness } = scene;
    const [before, lostAt] = [scene.counts(), Date.now()];
    await proxy.set({ mode: 'refuse' });
    discord.begin({ fault: 'ws.drop' });
    await scene.until(() => Date.now() - lostAt >= scene.real(10 * MINUTE));
    await proxy.set({ mode: 'pass' });
    const backAt = Date.now();
    const servedAt = await scene.served();
    const said = witness.words(lostAt).filter(({ at }) => at <= backAt);
    const pauses = (untilMs: number) =>
      said.filter(({ at }) => at - lostAt <= scene.real(untilMs)).flatMap(({ status }) => pausesIn(status));

    expect(Math.max(...pauses(MINUTE))).toBeLessThanOrEqual(scene.real(4_000));
    expect(Math.max(...pauses(10 * MINUTE))).toBeLessThanOrEqual(scene.real(34_000));
    expect(Math.max(...pauses(10 * MINUTE))).toBeGreaterThanOrEqual(scene.real(20_000));
    for (const { attempts } of said.at(-1)?.status.shards ?? []) expect(attempts).toBeLessThan(50);
    expect(servedAt - backAt).toBeLessThanOrEqual(scene.real(35_000) + MACHINE_MS);
    expect(scene.counts(before)).toEqual({ identifies: 2, resumes: 2 });
  });
});

describe('a gateway that answers HTTP 503 for 38 minutes', { timeout: PATIENT_MS }, () => {
  /** 38 minutes last 15 s. Only counts matter, so heartbeats are rare. */
  const TIME_FACTOR = 150;
  let scene: Scene;
  beforeAll(async () => {
    const discord = { heartbeatIntervalMs: 20 * MINUTE };
    scene = await Scene.open({ timeFactor: TIME_FACTOR, discord, env: UNHURRIED });
  });
  afterAll(() => scene.close());

  it('is said to be down within 2 s and for as long as it lasts, and is tried fewer than 100 times a shard', async () => {
    const { discord, witness, app } = scene;
    const [before, lostAt] = [scene.counts(), Date.now()];
    discord.begin({ fault: 'outage', side: 'gateway', how: 503, limit: { durationMs: 38 * MINUTE } });
    const told = await witness.push(lostAt, ({ verdict }) => verdict === 'down');
    const probed = ['/health/live', '/health/ready', '/health', '/health/bot'];
    const answers = await Promise.all(probed.map(async (path) => (await fetch(`${app.url}${path}`)).status));
    await scene.until(() => discord.faults.standing.length === 0);
    const overAt = Date.now();
    await scene.served();

    expect(told.at - lostAt).toBeLessThanOrEqual(2_000);
    expect(answers).toEqual([200, 200, 503, 503]);
    const attempts = discord.upgradeTimes().filter((at) => at >= lostAt && at < overAt).length;
    expect(attempts / 2).toBeLessThan(100);
    // At this pace a busy machine takes longer for an attempt than the pause before it lasts.
    expect(attempts / 2).toBeGreaterThan(20);
    // The last looks may already see what comes after.
    const said = witness.words(told.at).filter(({ at }) => at < overAt - 200);
    expect(new Set(said.map(({ status }) => status.verdict))).toEqual(new Set(['down']));
    expect(said.at(-1)?.status.sentence).toMatch(
      /^Down - none of 2 shards answers; shard \d is connecting \(attempt \d+\): Discord's gateway \(127.* answers with an error: HTTP 503$/,
    );
    // READY has a quarter of a real second here: on a busy machine a shard may need a second IDENTIFY.
    expect(scene.counts(before).identifies).toBeLessThanOrEqual(4);
  });
});
