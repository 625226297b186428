import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Shardwatch, startShardwatch, waitFor } from './start.js';
import { statusWhen, whenOperational } from './status.js';
import { type StreamEvent, readStream } from './stream.js';

describe('the demo, with nothing set', () => {
  let app: Shardwatch;
  beforeAll(async () => {
    app = await startShardwatch();
    await whenOperational(app);
  });
  afterAll(() => app.stop());

  it('is operational with four shards, and says that it is a demo', async () => {
    const status = await whenOperational(app);

    expect(status).toMatchObject({
      verdict: 'operational',
      sentence: 'Operational - all 4 shards answer',
      mode: 'demo',
      guildCount: 120,
      problem: null,
      bot: { name: 'Harbormaster' },
    });
    expect(status.shards.map(({ phase }) => phase)).toEqual(['ready', 'ready', 'ready', 'ready']);
    expect(app.output()).toContain('Demo: the bot talks to a simulated Discord');
    await waitFor(() => app.output().includes('Operational - all 4 shards answer (was starting for'), app);
  });

  it('is alive: events, commands and heartbeats come in', async () => {
    const status = await statusWhen(app, ({ latencyMs, shards }) => latencyMs !== null && shards.every(isAlive));

    expect(status.latencyMs).toBeGreaterThan(0);
  });

  it('sends the status over its stream, at once and when it changes', async () => {
    const events: StreamEvent[] = [];
    void readStream(`${app.url}/api/v1/status/stream`, (event) => events.push(event)).catch(() => undefined);
    await waitFor(
      () => events.filter(({ type }) => type === 'status').length >= 2 && events.some(({ type }) => type === 'tick'),
    );

    const first = JSON.parse(events.find(({ type }) => type === 'status')?.data ?? '{}') as object;
    expect(Object.keys(first)).toEqual(
      expect.arrayContaining(['verdict', 'sentence', 'shards', 'asOf', 'budgets', 'process']),
    );
  });

  it.each(['/health', '/health/live', '/health/ready', '/health/startup', '/health/bot'])(
    'answers a probe on %s with 200 and JSON',
    async (path) => {
      const response = await fetch(`${app.url}${path}`);

      expect(response.status).toBe(200);
      expect(response.headers.get('content-type')).toContain('application/json');
      expect(await response.json()).toMatchObject({ status: expect.stringMatching(/^(ok|degraded)$/) as string });
    },
  );

  it('answers a browser on /health with a page', async () => {
    const response = await fetch(`${app.url}/health`, { headers: { accept: 'text/html,application/xhtml+xml' } });

    expect(response.headers.get('content-type')).toContain('text/html');
    expect(response.headers.get('vary')).toContain('Accept');
  });

  it('describes its API, and answers an unknown path of it with problem details', async () => {
    const document = (await (await fetch(`${app.url}/api/docs-json`)).json()) as { paths: object };
    const unknown = await fetch(`${app.url}/api/v1/nothing`);

    expect(Object.keys(document.paths)).toEqual(expect.arrayContaining(['/api/v1/status', '/api/v1/status/stream']));
    expect(unknown.status).toBe(404);
    expect(unknown.headers.get('content-type')).toContain('application/problem+json');
    expect(await unknown.json()).toMatchObject({
      status: 404,
      detail: 'There is no GET /api/v1/nothing. /api/docs lists what there is.',
      requestId: unknown.headers.get('x-request-id'),
    });
  });

  it('remembers that it was started', async () => {
    const { process } = await whenOperational(app);

    expect(process?.startCount).toBe(1);
  });
});

function isAlive({
  eventCount,
  heartbeatAcknowledgedAgeSeconds,
}: {
  eventCount: number;
  heartbeatAcknowledgedAgeSeconds: number | null;
}) {
  return eventCount > 1 && heartbeatAcknowledgedAgeSeconds !== null;
}

describe('a demo that is started again', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'shardwatch-demo-'));
  afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

  it('misses nothing of the one before: its Discord is a new one', async () => {
    const before = await startShardwatch({}, { dataDir });
    await whenOperational(before);
    await before.stop();
    const app = await startShardwatch({}, { dataDir });
    const { gaps } = await whenOperational(app);
    await app.stop();

    expect(gaps).toEqual([]);
    expect(app.output()).not.toMatch(/Taking up|session was lost/);
  });
});
