import type { FaultWish } from '../../src/embedded-discord/faults/fault.js';
import type { Culprit } from '../../src/model/culprit.js';
import { IncidentScene } from './incident-scene.js';
import { PATIENT_MS, UNHURRIED } from './scene.js';

/** The five minutes that commands and requests are judged by last 10 s. */
const TIME_FACTOR = 30;
/** More than it takes to judge. */
const COMMANDS = 30;

describe('commands that go wrong become an incident, and whose fault it is', { timeout: PATIENT_MS }, () => {
  let scene: IncidentScene;
  beforeAll(async () => {
    scene = await IncidentScene.open({ timeFactor: TIME_FACTOR, env: UNHURRIED });
  });
  afterAll(() => scene.close());

  it.each<[string, FaultWish, Culprit | null]>([
    ['answers that Discord fails with HTTP 500', { fault: 'rest.status', status: 500 }, 'discord'],
    ['answers that Discord has after 2.3 s', { fault: 'rest.delay', delayMs: 2_300 * TIME_FACTOR }, null],
  ])('%s', async (_what, fault, culprit) => {
    let id = '';
    const incident = await scene.incidentOf({
      async begin() {
        id = scene.discord.begin({ ...fault, scope: { route: 'POST /interactions/**' } });
        await Promise.all(Array.from({ length: COMMANDS }, () => scene.discord.invoke('ping').catch(() => null)));
      },
      end: () => void scene.discord.end(id),
    });

    expect(incident).toMatchObject({ culprit, verdict: 'degraded', shardIds: [] });
  });
});
