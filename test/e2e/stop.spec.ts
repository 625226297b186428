import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { launch, startShardwatch, waitFor } from './start.js';
import { whenOperational } from './status.js';
import { type StreamEvent, readStream } from './stream.js';

/** Says when the program (not its demo's Discord) listens for the signal, and how many packages' files it had read by then. */
const WITNESS = `data:text/javascript,${encodeURIComponent(`
  import { createRequire } from 'node:module';
  const { cache } = createRequire(process.cwd() + '/');
  process.on('newListener', (name) => {
    if (name !== 'SIGTERM' || !process.argv[1].endsWith('dist/main.js')) return;
    console.error('It listens after', Object.keys(cache).length, 'files');
  });
`)}`;

function dataDir(): string {
  const dir = mkdtempSync(join(tmpdir(), 'shardwatch-e2e-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

describe('a stop', () => {
  it('says goodbye to ten readers, ends with code 0, and takes at most 5 s', async () => {
    const app = await startShardwatch();
    await whenOperational(app);
    const readers = Array.from({ length: 10 }, (_, reader) => {
      const events: StreamEvent[] = [];
      const path = reader % 2 === 0 ? '/api/v1/status/stream' : '/live/overview';
      return { events, end: readStream(`${app.url}${path}`, (event) => events.push(event)) };
    });
    await waitFor(() => readers.every(({ events }) => events.length > 0), app);

    const { code, tookMs } = await app.stop();
    await Promise.all(readers.map(({ end }) => end));

    expect(code).toBe(0);
    expect(tookMs).toBeLessThanOrEqual(5_000);
    for (const { events } of readers) {
      expect(events.at(-1)).toMatchObject({ type: 'bye' });
      expect(events.at(-1)?.retry).toBeGreaterThanOrEqual(500);
      expect(events.at(-1)?.retry).toBeLessThanOrEqual(5_000);
    }
  });

  it('is not ready, but alive, while it waits for load balancers to turn away', async () => {
    const app = await startShardwatch({ DRAIN_DELAY: '3' });
    app.process.kill('SIGTERM');
    const ready = await waitFor(async () => {
      const response = await fetch(`${app.url}/health/ready`);
      return response.status === 503 && response;
    }, app);
    const [live, page] = await Promise.all([fetch(`${app.url}/health/live`), fetch(app.url)]);
    await app.stop();

    expect(await ready.json()).toMatchObject({ status: 'error' });
    expect([live.status, page.status]).toEqual([200, 200]);
  });

  it('is immediate at the second signal', async () => {
    const app = await startShardwatch({ DRAIN_DELAY: '60' });
    const ended = once(app.process, 'exit');
    app.process.kill('SIGTERM');
    await waitFor(() => app.output().includes('SIGTERM: stopping'), app);
    app.process.kill('SIGTERM');
    await ended;

    expect(app.process.exitCode).toBe(0);
    await app.stop();
  });

  it.each([0, 100, 300, 600, 1_000, 1_500])('is in order %d ms after the program began to listen', async (afterMs) => {
    const run = launch({ PORT: '0', DATA_DIR: dataDir(), NODE_OPTIONS: `--import ${WITNESS}` });
    const ended = once(run.process, 'exit');
    await waitFor(() => run.output().includes('It listens'), run);
    await sleep(afterMs);
    run.process.kill('SIGTERM');
    await ended;

    expect({ code: run.process.exitCode, signal: run.process.signalCode }).toEqual({ code: 0, signal: null });
    expect(run.output()).toContain('It listens after 0 files');
    expect(run.output()).toMatch(/^SIGTERM: stopped before the start was over$|SIGTERM: stopping/m);
  });

  it('leaves no process of the demo behind', async () => {
    const app = await startShardwatch();
    const api = await waitFor(() => /simulated Discord at (http\S+)"/.exec(app.output())?.[1], app);
    expect((await fetch(`${api}/v10/gateway`)).ok).toBe(true);
    await app.stop();

    await waitFor(() =>
      fetch(`${api}/v10/gateway`).then(
        () => false,
        () => true,
      ),
    );
  });
});
