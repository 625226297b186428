import { PATIENT_MS, Scene, UNHURRIED } from './scene.js';

/** Ten seconds of Discord's last one. */
const TIME_FACTOR = 10;

describe('a shard that Discord asks to reconnect', { timeout: PATIENT_MS }, () => {
  let scene: Scene;
  beforeAll(async () => {
    scene = await Scene.open({ timeFactor: TIME_FACTOR, discord: { heartbeatIntervalMs: 20_000 }, env: UNHURRIED });
  });
  afterEach(() => scene.expectCalm());
  afterAll(() => scene.close());

  it('resumes each time, and spends no session start, however often that comes (op 7 every 10 s)', async () => {
    const { discord, witness } = scene;
    const [before, since] = [scene.counts(), Date.now()];
    discord.begin({ fault: 'ws.op7', limit: { everyMs: 10_000, count: 6 } });
    await scene.until(() => discord.faults.standing.length === 0 && scene.counts(before).resumes === 12);
    await scene.served();

    expect(scene.counts(before)).toEqual({ identifies: 0, resumes: 12 });
    const { status } = await witness.answer(since, ({ shards: all }) =>
      all.every(({ resumeCount }) => resumeCount === 6),
    );
    expect(status.shards).toMatchObject(
      [0, 1].map(() => ({ identifyCount: 1, connectCount: 7, lastError: { kind: 'reconnect_asked' } })),
    );
    expect(witness.sentences(since)).toContainEqual(
      expect.stringMatching(/shard \d is connecting: Discord asked for a new connection \(op 7\)$/),
    );
  });

  it('resumes on the same connection when its session is called invalid for now (op 9, true)', async () => {
    const { discord } = scene;
    const [before, connections] = [scene.counts(), discord.connections];
    discord.begin({ fault: 'ws.op9', resumable: true });
    await scene.until(() => scene.counts(before).resumes === 2);
    await scene.served();

    expect(scene.counts(before)).toEqual({ identifies: 0, resumes: 2 });
    expect(discord.connections).toBe(connections);
  });

  it.each([
    ['now', 0, 0],
    ['resume', 1, 1],
  ] as const)(
    'begins exactly one new session when its own is over (op 9, false, at: %s)',
    async (when, shardId, resumes) => {
      const { discord, witness } = scene;
      const [before, since] = [scene.counts(), Date.now()];
      discord.begin({ fault: 'ws.op9', resumable: false, when, scope: { shards: [shardId] }, limit: { count: 1 } });
      if (when === 'resume') discord.dropShard(shardId);
      await scene.until(() => scene.counts(before).identifies === 1);
      await scene.served();
      // A second one would come within seconds, and this heartbeat much later.
      await scene.sinceHeartbeat(shardId, 0);

      expect(scene.counts(before)).toEqual({ identifies: 1, resumes });
      expect(witness.sentences(since).join('\n')).toContain('Discord ended the session (op 9)');
    },
  );
});
