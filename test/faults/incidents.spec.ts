import type { FaultWish } from '../../src/embedded-discord/faults/fault.js';
import type { Culprit } from '../../src/model/culprit.js';
import { waitFor } from '../e2e/start.js';
import { IncidentScene } from './incident-scene.js';
import { PATIENT_MS } from './scene.js';

/** Fifteen seconds last 1.5 s, and the thirty seconds of calm after which an incident is over last 3 s. */
const TIME_FACTOR = 10;
const BLOCKABLE = `--import ${new URL('blockable.mjs', import.meta.url).href}`;
/** Milliseconds of a process that stands still; looks come once a real second. */
const BLOCK_MS = 6_000;

/** What begins at Discord, one after the other. */
type Faults = readonly FaultWish[];

const drop: FaultWish = { fault: 'ws.drop' };
const forget: FaultWish = { fault: 'ws.forgetSessions' };

describe('what becomes an incident, and whose fault it is', { timeout: PATIENT_MS }, () => {
  let scene: IncidentScene;
  beforeAll(async () => {
    scene = await IncidentScene.open({
      timeFactor: TIME_FACTOR,
      discord: { heartbeatIntervalMs: 15_000 },
      env: { NODE_OPTIONS: BLOCKABLE, BLOCK_MS: String(BLOCK_MS), LIMIT_EVENT_LOOP_LAG_MS: '2000' },
    });
  });
  afterAll(() => scene.close());

  it('is nothing, while nothing lasts: not a quiet time, not a lost connection that comes back', async () => {
    scene.discord.begin(drop);
    await scene.served();
    const since = Date.now();
    await waitFor(() => Date.now() - since > 5_000);

    expect(scene.incidents).toEqual([]);
  });

  it.each<[string, Culprit | null, Faults, RegExp]>([
    [
      'a gateway that refuses while the API answers',
      'discord',
      [{ fault: 'outage', side: 'gateway' }],
      /^Both shards lost their connection$/,
    ],
    [
      'a gateway that answers HTTP 503',
      'discord',
      [{ fault: 'ws.refuseUpgrade', how: 503 }, drop],
      /^Both shards lost their connection$/,
    ],
    ['connections on which nothing comes', 'discord', [{ fault: 'ws.muteHello' }, drop], /lost their connection$/],
    [
      'sessions that Discord refuses',
      'discord',
      [{ fault: 'ws.op9', resumable: false, when: 'identify' }, forget, drop],
      /lost their connection$/,
    ],
    ['a READY that never comes', 'discord', [{ fault: 'ws.noReady' }, forget, drop], /lost their connection$/],
    [
      'one shard that hears no event',
      'discord',
      [{ fault: 'ws.deaf', scope: { shards: [1] } }],
      /^Shard 1 (fell silent|lost its connection)$/,
    ],
    [
      'an outage that Discord tells of on its status page',
      'discord',
      [
        { fault: 'status.incident', indicator: 'critical', title: 'Everything is down' },
        { fault: 'outage', side: 'both' },
      ],
      /^Both shards lost their connection$/,
    ],
  ])('%s (%s)', async (_what, culprit, faults, title) => {
    const incident = await scene.incidentOfFaults(faults, (one) => one.culprit === culprit);

    expect({ culprit: incident.culprit, title: incident.title }).toEqual({
      culprit,
      title: expect.stringMatching(title) as string,
    });
    expect(incident.kind).toBe('departure');
    expect(incident.timeline.length).toBeGreaterThan(1);
  });

  it('a process whose event loop is blocked (process)', async () => {
    const incident = await scene.incidentOf({ begin: () => void scene.process.kill('SIGUSR2') });

    expect(incident).toMatchObject({
      culprit: 'process',
      title: expect.stringMatching(/^The process stood still for \d s$/) as string,
    });
  });

  it('a process that is stopped for a while (process)', async () => {
    const incident = await scene.incidentOf({
      async begin() {
        scene.process.kill('SIGSTOP');
        await new Promise((resolve) => setTimeout(resolve, BLOCK_MS));
        scene.process.kill('SIGCONT');
      },
    });

    expect(incident.culprit).toBe('process');
  });

  it('a network that carries nothing to the gateway and brings nothing back (not known, for its API answers)', async () => {
    const incident = await scene.incidentOf({
      begin: () => scene.proxy.set({ mode: 'blackHole' }),
      end: () => scene.proxy.set({ mode: 'pass' }),
    });

    expect(incident.culprit).not.toBe('process');
    expect(incident.culprit).not.toBe('configuration');
  });
});
