import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EmbeddedDiscord } from '../../src/embedded-discord/embedded-discord.js';
import type { EventsAnswer } from '../../src/faces/api/event.answer.js';
import type { IncidentsAnswer, WholeIncidentAnswer } from '../../src/faces/api/incident.answer.js';
import { type Shardwatch, startShardwatch, waitFor } from './start.js';
import { whenOperational } from './status.js';

const TIME_FACTOR = 10;
const PATIENT_MS = 90_000;

describe('the incidents of a bot', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'shardwatch-incidents-'));
  let discord: EmbeddedDiscord;
  let app: Shardwatch;
  const start = () => {
    const env = { DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.api, TIME_FACTOR: String(TIME_FACTOR) };
    return startShardwatch({ ...env, STATUS_PAGE_URL: `${new URL(discord.api).origin}/status` }, { dataDir });
  };
  beforeAll(async () => {
    discord = await EmbeddedDiscord.start({
      shards: 2,
      guilds: 4,
      traffic: false,
      mishaps: false,
      timeFactor: TIME_FACTOR,
    });
    app = await start();
    await whenOperational(app);
  });
  afterAll(async () => {
    await app.stop();
    await discord.stop();
    rmSync(dataDir, { recursive: true });
  });

  const get = (path: string) => fetch(`${app.url}${path}`);
  const json = async <T>(path: string) => (await (await get(path)).json()) as T;
  const incidents = (query = '') => json<IncidentsAnswer>(`/api/v1/incidents${query}`);
  const incident = (id: number) => json<WholeIncidentAnswer>(`/api/v1/incidents/${id}`);
  const text = async (path: string) => (await get(path)).text();

  it('are none while all is well, and the API says so', async () => {
    expect(await incidents()).toEqual({ items: [], nextCursor: null });
    expect((await get('/api/v1/incidents/1')).status).toBe(404);
  });

  it(
    'are told by the API while they are open, and with their end when they are over',
    async () => {
      discord.refuseGateway('http503');
      discord.closeShard(1, 4000);
      const [open] = await waitFor(async () => {
        const { items } = await incidents('?open=true');
        return items.length > 0 && items;
      }, app);

      expect(open).toMatchObject({
        id: 1,
        isOpen: true,
        endedAt: null,
        title: 'Shard 1 lost its connection',
        shardIds: [1],
        shardCount: 2,
      });
      expect((await incident(1)).timeline.length).toBeGreaterThan(0);
      expect(await text('/api/v1/incidents/1.md')).toContain('| Ended | still open |');

      discord.refuseGateway(null);
      const over = await waitFor(async () => {
        const one = await incident(1);
        return !one.isOpen && one;
      }, app);
      expect(over.durationSeconds).toBe((Date.parse(over.endedAt ?? '') - Date.parse(over.beganAt)) / 1_000);
      expect(over.cause).toBe('discord');
      expect(over.weighed.map(({ culprit }) => culprit).sort()).toEqual([
        'configuration',
        'deployment',
        'discord',
        'network',
        'process',
      ]);
    },
    PATIENT_MS,
  );

  it('are in the event log, where they open and where they end', async () => {
    const { items } = await json<EventsAnswer>('/api/v1/events?source=incident');

    expect(items.map(({ text }) => text.replace(/ after .*(?=:)/, ''))).toEqual([
      'Incident 1 is over: Shard 1 lost its connection',
      'Incident 1 is open: Shard 1 lost its connection',
    ]);
    expect(items[0]?.detail).toMatchObject({ incident: 1, cause: 'discord' });
  });

  it(
    'have one for a process that was killed, with its last words',
    async () => {
      await app.kill();
      app = await start();
      const crash = await waitFor(async () => {
        const { items } = await incidents('?open=false');
        return items.find(({ kind }) => kind === 'crash');
      }, app);

      expect(crash).toMatchObject({ id: 2, cause: 'process', confidence: 'certain', verdict: 'down' });
      expect((await incident(2)).lastWords.join('\n')).toContain('Incident 1 is over');
      expect(await text('/api/v1/incidents/2.md')).toMatch(/## Last lines of the log\n\n```text\n/);
    },
    PATIENT_MS,
  );

  it('are found by what is known of them, page by page', async () => {
    const ids = async (query: string) => (await incidents(query)).items.map(({ id }) => id);

    expect(await ids('')).toEqual([2, 1]);
    expect(await ids('?cause=discord')).toEqual([1]);
    expect(await ids('?cause=unknown')).toEqual([]);
    expect(await ids('?open=true')).toEqual([]);
    expect(await ids(`?since=${new Date(Date.now() + 60_000).toISOString()}`)).toEqual([]);
    expect(await incidents('?limit=1')).toMatchObject({ items: [{ id: 2 }], nextCursor: '2' });
    expect(await incidents('?limit=1&cursor=2')).toMatchObject({ items: [{ id: 1 }], nextCursor: null });
  });

  it('can be kept as files', async () => {
    const [markdown, data] = await Promise.all([get('/api/v1/incidents/1.md'), get('/api/v1/incidents/1.json')]);

    expect(markdown.headers.get('content-type')).toBe('text/markdown; charset=utf-8');
    expect(markdown.headers.get('content-disposition')).toBe('attachment; filename="shardwatch-incident-1.md"');
    expect(data.headers.get('content-disposition')).toBe('attachment; filename="shardwatch-incident-1.json"');
    expect(await data.json()).toEqual(await incident(1));
  });

  it('say what is wrong with a question', async () => {
    const asked = await get('/api/v1/incidents?cause=aliens&open=maybe&since=today&cursor=x&limit=1000&colour=red');
    const { detail } = (await asked.json()) as { detail: string };

    expect(asked.status).toBe(400);
    for (const words of [
      'cause must be one of process, network, discord, configuration, deployment, unknown',
      'open must be true or false',
      'since must be a time such as 2026-11-22T12:00:00Z',
      'cursor must be the nextCursor of another answer',
      'limit must be 200 or less',
      'colour should not exist',
    ])
      expect(detail).toContain(words);
  });

  it.each([
    ['/api/v1/incidents/99', 404, 'There is no incident 99'],
    ['/api/v1/incidents/99.md', 404, 'There is no incident 99'],
    ['/api/v1/incidents/99999999999999999999', 404, 'There is no incident'],
    ['/api/v1/incidents/one', 400, 'must be a whole number'],
    ['/api/v1/incidents/1.5', 400, 'must be a whole number'],
  ])('answer %s with %i and a reason', async (path, status, reason) => {
    const response = await get(path);

    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
    expect(((await response.json()) as { detail: string }).detail).toContain(reason);
  });

  it('are described', async () => {
    const { paths } = await json<{ paths: Record<string, unknown> }>('/api/docs-json');

    expect(Object.keys(paths)).toEqual(
      expect.arrayContaining([
        '/api/v1/incidents',
        '/api/v1/incidents/{id}',
        '/api/v1/incidents/{id}.md',
        '/api/v1/incidents/{id}.json',
      ]),
    );
  });
});
