import { once } from 'node:events';
import { startShardwatch, waitFor } from './start.js';
import { whenOperational } from './status.js';
import { type StreamEvent, readStream } from './stream.js';

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

  it('leaves no process of the demo behind', async () => {
    const app = await startShardwatch();
    const api = /simulated Discord at (http\S+)"/.exec(app.output())?.[1] ?? '';
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
