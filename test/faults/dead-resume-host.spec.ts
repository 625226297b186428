import { PATIENT_MS, Scene, UNHURRIED } from './scene.js';

/** The three attempts of 10 s that a host is given last 3 s. */
const TIME_FACTOR = 10;

describe('a host of sessions that is dead, while the ordinary gateway lives', { timeout: PATIENT_MS }, () => {
  let scene: Scene;
  beforeEach(async () => {
    scene = await Scene.open({ timeFactor: TIME_FACTOR, env: UNHURRIED });
  });
  afterEach(() => scene.close());

  it.each([
    ['refuses', { fault: 'ws.refuseUpgrade', path: 'resume', how: 'refused' }, 'cuts the connection (ECONNRESET)'],
    ['says nothing', { fault: 'ws.muteHello', path: 'resume' }, 'does not answer in time'],
  ] as const)(
    'is left after three attempts: the sessions are taken up at the gateway (it %s)',
    async (_how, fault, words) => {
      const { discord, witness } = scene;
      const [before, since] = [scene.counts(), Date.now()];
      discord.begin(fault);
      discord.begin({ fault: 'ws.drop' });
      await scene.until(() => scene.counts(before).resumes === 2);
      await scene.served();

      expect(scene.counts(before)).toEqual({ identifies: 0, resumes: 2 });
      expect(discord.sessions.map(({ path }) => path)).toEqual(['/gateway', '/gateway']);
      expect(witness.sentences(since).join('\n')).toContain(words);
      // Three for each shard, and as many again would be too many on the busiest machine.
      expect(discord.attempts.byPath.resume).toBeGreaterThanOrEqual(6);
      expect(discord.attempts.byPath.resume).toBeLessThan(12);
    },
  );

  it('costs one session start a shard where the gateway does not know the sessions', async () => {
    const { discord, witness } = scene;
    const [before, since] = [scene.counts(), Date.now()];
    discord.begin({ fault: 'ws.forgetSessions' });
    discord.begin({ fault: 'ws.refuseUpgrade', path: 'resume', how: 'reset' });
    discord.begin({ fault: 'ws.drop' });
    await scene.until(() => scene.counts(before).identifies === 2);
    await scene.served();

    expect(scene.counts(before)).toEqual({ identifies: 2, resumes: 2 });
    expect(discord.sessions.map(({ path }) => path)).toEqual(['/gateway', '/gateway']);
    expect(witness.sentences(since).join('\n')).toContain('Discord ended the session (op 9)');
  });
});
