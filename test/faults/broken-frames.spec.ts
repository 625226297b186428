import type { EventsAnswer } from '../../src/faces/api/event.answer.js';
import { PATIENT_MS, Scene, UNHURRIED } from './scene.js';

/** A pause of half a second lasts 50 ms. */
const TIME_FACTOR = 10;

describe('a frame that cannot be read', { timeout: PATIENT_MS }, () => {
  let scene: Scene;
  beforeAll(async () => {
    scene = await Scene.open({ timeFactor: TIME_FACTOR, env: UNHURRIED });
  });
  afterEach(() => scene.expectCalm());
  afterAll(() => scene.close());

  it.each(['json', 'zlib', 'huge'] as const)(
    'makes the shard resume, and what was lost comes again (%s)',
    async (what) => {
      const { discord, witness } = scene;
      // Discord cuts off who does not read, and 50 MB take their time: nothing else may be sent meanwhile.
      if (what === 'huge') await scene.sinceHeartbeat(0, 0);
      const [guildId, before, since] = [scene.guildOn(0), scene.counts(), Date.now()];
      const { status: earlier } = await witness.answer(since, () => true);
      const countsOf = ({ shards: [shard] }: typeof earlier) =>
        [shard?.malformedCount, shard?.replayedCount, shard?.resumeCount].map(Number);
      const [malformed = 0, replayed = 0, resumed = 0] = countsOf(earlier);

      // One event is lost, and one that comes behind the broken frame must not hide the gap.
      const gap = discord.begin({ fault: 'ws.gap', scope: { shards: [0] } });
      discord.setGuildUnavailable(guildId, true);
      discord.end(gap);
      discord.begin({ fault: 'ws.invalidFrame', what, megabytes: 50, scope: { shards: [0] } });
      if (what !== 'huge') discord.setGuildUnavailable(guildId, false);
      await scene.until(() => scene.counts(before).resumes === 1);
      await scene.served();
      const { status } = await witness.answer(since, (said) => countsOf(said)[2] === resumed + 1);

      expect(scene.counts(before)).toEqual({ identifies: 0, resumes: 1 });
      expect(countsOf(status)).toEqual([malformed + 1, replayed + (what === 'huge' ? 1 : 2), resumed + 1]);
      expect(status.shards[0]).toMatchObject({
        unavailableGuildCount: what === 'huge' ? 1 : 0,
        lastError: { kind: 'unreadable' },
      });
      // In the log, for it is over so soon that nobody may have looked meanwhile.
      const found = await fetch(`${scene.app.url}/api/v1/events?shard=0&from=${new Date(since).toISOString()}`);
      const { items } = (await found.json()) as EventsAnswer;
      expect(items.map(({ text }) => text)).toContain('Lost its connection: Discord sent a frame that cannot be read');
    },
  );
});
