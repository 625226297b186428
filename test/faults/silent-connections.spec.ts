import type { StatusAnswer } from '../../src/faces/api/status.answer.js';
import { PATIENT_MS, Scene } from './scene.js';

/** The 52 s within which silence must be noticed last 5.2 s, and Discord's own heartbeat interval 4.1 s. */
const TIME_FACTOR = 10;
const NOTICED_WITHIN_MS = 52_000;

const answersOn = (shardId: number, { shards }: StatusAnswer) =>
  ['ready', 'quiet'].includes(shards[shardId]?.phase ?? '');

const isGivenUp = (shardId: number) => (status: StatusAnswer) =>
  status.shards[shardId]?.lastError?.kind === 'unacknowledged' && !answersOn(shardId, status);

const FELL_SILENT = /shard 0 is connecting: Discord's gateway \(127.*\) fell silent: no acknowledgement within 10 s$/;

describe('a connection that falls silent', { timeout: PATIENT_MS }, () => {
  let scene: Scene;
  beforeAll(async () => {
    scene = await Scene.open({ timeFactor: TIME_FACTOR });
  });
  afterEach(() => scene.expectCalm());
  afterAll(() => scene.close());

  /** What begins 10 s after a heartbeat leaves a busy machine 10 s to spare. */
  const aWhileAfterHeartbeat = () => scene.sinceHeartbeat(0, 10_000);

  it('is given up within 52 s and resumed, while the other shard goes on (black hole)', async () => {
    const { discord, witness } = scene;
    await aWhileAfterHeartbeat();
    const [before, since] = [scene.counts(), Date.now()];
    discord.begin({ fault: 'ws.blackhole', scope: { shards: [0] } });
    const told = await witness.answer(since, isGivenUp(0));
    await scene.until(() => scene.counts(before).resumes === 1);
    await witness.answer(Date.now(), ({ verdict }) => verdict === 'operational');

    expect(told.at - since).toBeLessThanOrEqual(scene.real(NOTICED_WITHIN_MS));
    expect(scene.counts(before)).toEqual({ identifies: 0, resumes: 1 });
    expect(witness.words(since).filter(({ status }) => !answersOn(1, status))).toEqual([]);
    expect(witness.sentences(since)).toContainEqual(expect.stringMatching(FELL_SILENT));
  });

  it('is given up within 52 s, and resumed when it can be, although all that we send arrives (half open)', async () => {
    const { discord, proxy, witness } = scene;
    await aWhileAfterHeartbeat();
    const [before, since] = [scene.counts(), Date.now()];
    await proxy.set({ mode: 'blackHole', direction: 'fromTarget' });
    const told = await witness.answer(since, isGivenUp(0));
    const inVain = await witness.answer(since, ({ shards }) =>
      shards.every(({ lastError }) => lastError?.kind === 'timeout'),
    );
    await proxy.set({ mode: 'pass' });
    await scene.served();

    expect(told.at - since).toBeLessThanOrEqual(scene.real(NOTICED_WITHIN_MS));
    expect(inVain.status.sentence).toMatch(
      /^Down - none of 2 shards answers; shard \d is connecting.*: Discord's gateway \(127.*\) does not answer in time$/,
    );
    expect(scene.counts(before).identifies).toBe(0);
    expect(discord.sessions).toMatchObject([{ isConnected: true }, { isConnected: true }]);
  });

  it('is given up and resumed when heartbeats are not acknowledged, although events go on, and misses none of them', async () => {
    const { discord, witness } = scene;
    const guildId = scene.guildOn(0);
    await aWhileAfterHeartbeat();
    const [before, since] = [scene.counts(), Date.now()];
    const { status: first } = await witness.answer(0, () => true);
    discord.muteAcknowledgements(0, true);
    let sent = 0;
    const ticking = setInterval(() => discord.setGuildUnavailable(guildId, sent++ % 2 === 0), 100);
    const told = await witness.answer(since, isGivenUp(0));
    await scene.until(() => scene.counts(before).resumes === 1);
    clearInterval(ticking);
    discord.muteAcknowledgements(0, false);
    await scene.served();
    const eventCount = Number(first.shards[0]?.eventCount) + sent;
    const { status } = await witness.answer(since, ({ shards }) => Number(shards[0]?.eventCount) >= eventCount);

    expect(told.at - since).toBeLessThanOrEqual(scene.real(NOTICED_WITHIN_MS));
    expect(scene.counts(before)).toEqual({ identifies: 0, resumes: 1 });
    expect(sent).toBeGreaterThan(10);
    expect(status.shards[0]).toMatchObject({ eventCount, lastCloseCode: 1006 });
    expect(witness.sentences(since)).toContainEqual(expect.stringMatching(FELL_SILENT));
  });

  it('keeps its session while new connections are accepted and nobody says HELLO, and waits 10 s for each', async () => {
    const { discord, witness } = scene;
    const [before, since] = [scene.counts(), Date.now()];
    discord.begin({ fault: 'ws.muteHello' });
    discord.dropShard(0);
    const attempts = () => discord.upgradeTimes().filter((at) => at >= since);
    await scene.until(() => attempts().length === 3);
    const said = witness.sentences(since);
    for (const { id } of discord.faults.standing) discord.end(id);
    await scene.served();

    const [first = 0, second = 0, third = 0] = attempts();
    expect(second - first).toBeGreaterThanOrEqual(scene.real(10_000));
    expect(third - second).toBeGreaterThanOrEqual(scene.real(10_000));
    expect(scene.counts(before)).toEqual({ identifies: 0, resumes: 1 });
    expect(said).toContainEqual(
      expect.stringMatching(
        /^Degraded - shard 0 is connecting \(attempt 2.*\): Discord's gateway \(127.*\) does not answer in time$/,
      ),
    );
  });
});
