import type { Options } from '../../src/embedded-discord/options.js';
import { PATIENT_MS, Scene } from './scene.js';

/** Five seconds last 1.25 s, thirty 7.5 s. */
const TIME_FACTOR = 4;
/** Loaded into the program before everything else; SIGUSR2 then blocks its event loop. */
const BLOCKABLE = `--import ${new URL('blockable.mjs', import.meta.url).href}`;

describe('a process whose event loop is blocked', { timeout: PATIENT_MS }, () => {
  let scene: Scene;
  afterEach(() => scene.close());

  async function open(blockMs: number, discord: Partial<Options> = {}): Promise<void> {
    const limits = { LIMIT_EVENT_LOOP_LAG_MS: '500', LIMIT_LATENCY_MS: '1000' };
    const env = { NODE_OPTIONS: BLOCKABLE, BLOCK_MS: String(blockMs / TIME_FACTOR), ...limits };
    scene = await Scene.open({ timeFactor: TIME_FACTOR, discord, env });
  }

  /** Blocks, and waits until that is said. @returns when it began (epoch milliseconds) */
  async function block(blockMs: number): Promise<number> {
    const { witness, app } = scene;
    const { status: before } = await witness.answer(0, ({ process: own }) => own !== null);
    const since = Date.now();
    app.process.kill('SIGUSR2');
    // Of a hundred moments one may have waited longer than what is said.
    const leastMs = scene.real(blockMs) * 0.9;
    const { status } = await witness.answer(since, ({ process: own }) => Number(own?.eventLoopLagMs) > leastMs);
    expect(status.process?.eventLoopBlockCount).toBeGreaterThan(Number(before.process?.eventLoopBlockCount));
    return since;
  }

  it('says so, counts it, and goes on with its sessions after 5 s', async () => {
    await open(5_000);
    const before = scene.counts();
    const since = await block(5_000);
    const told = await scene.witness.push(since, ({ breaches }) =>
      breaches.some(({ kind }) => kind === 'event_loop_lag'),
    );
    await scene.served();

    expect(told.status.sentence).toMatch(
      /^Degraded - this process is too busy, everything waits up to [\d,]+ ms for its turn$/,
    );
    expect(told.status.causes[0]).toMatchObject({ culprit: 'process' });
    expect(scene.counts(before)).toEqual({ identifies: 0, resumes: 0 });
    expect(scene.discord.connections).toBe(2);
  });

  it('resumes its sessions after 30 s, in which Discord heard no heartbeat and closed the connections', async () => {
    await open(30_000, { heartbeatIntervalMs: 15_000 });
    const before = scene.counts();
    const since = await block(30_000);
    await scene.until(() => scene.counts(before).resumes === 2);
    await scene.served();

    expect(scene.counts(before)).toEqual({ identifies: 0, resumes: 2 });
    const { status } = await scene.witness.answer(since, ({ shards }) =>
      shards.every(({ resumeCount }) => resumeCount === 1),
    );
    expect(status.shards).toMatchObject([{ lastCloseCode: 4000 }, { lastCloseCode: 4000 }]);
    expect(scene.witness.sentences(since).join('\n')).not.toMatch(/fell silent|deaf|is slow/);
  });

  it('does not take an acknowledgement that lay unread for one that did not come', async () => {
    // One shard: the heartbeat of another would be due long before the block is over, and Discord waits 1.5 intervals only.
    await open(12_800, { heartbeatIntervalMs: 12_000, shards: 1, guilds: 4 });
    const before = scene.counts();
    // Acknowledgements come half a real second after their heartbeat, in the middle of the block, and the next one is due.
    scene.discord.begin({ fault: 'ws.slow', delayMs: 2_000 });
    await scene.sinceHeartbeat(0, 0);
    const since = await block(12_800);
    await scene.served();
    await scene.sinceHeartbeat(0, 0);

    expect(scene.counts(before)).toEqual({ identifies: 0, resumes: 0 });
    expect(scene.discord.connections).toBe(1);
    expect(scene.witness.sentences(since).join('\n')).not.toMatch(/fell silent|is slow/);
  });
});
