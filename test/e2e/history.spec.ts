import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HistoryAnswer } from '../../src/faces/api/history.answer.js';
import type { UptimeAnswer } from '../../src/faces/api/uptime.answer.js';
import { type Shardwatch, startShardwatch, waitFor } from './start.js';
import { whenOperational } from './status.js';

describe('the history of a bot', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'shardwatch-history-'));
  let app: Shardwatch;
  let endedAt: number;
  beforeAll(async () => {
    const before = await startShardwatch({}, { dataDir });
    await whenOperational(before);
    await before.stop();
    endedAt = Date.now();
    app = await startShardwatch({}, { dataDir });
  });
  afterAll(async () => {
    await app.stop();
    rmSync(dataDir, { recursive: true });
  });

  const get = (query: string) => fetch(`${app.url}/api/v1/${query}`);

  it('is there after a restart, up to the last moment before it', async () => {
    const { resolution, points, next } = (await (await get('history')).json()) as HistoryAnswer;

    expect([resolution, next]).toEqual(['10s', null]);
    const before = points.filter(({ at }) => Date.parse(at) <= endedAt);
    expect(before.at(-1)).toMatchObject({ guilds: 120, errors: 0 });
    expect(before.reduce((sum, { identifies }) => sum + identifies, 0)).toBe(4);
    expect(before.reduce((sum, { observedSeconds }) => sum + observedSeconds, 0)).toBeGreaterThan(0);
  });

  it('is a table for spreadsheets, too', async () => {
    const response = await get('history.csv?resolution=1d');
    const [names, first] = (await response.text()).split('\r\n');

    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(names).toMatch(/^at,observedSeconds,answeredRatio,verdict,/);
    expect(first).toMatch(/^\d{4}-\d\d-\d\dT00:00:00\.000Z,/);
  });

  it('says what is wrong with a question, and answers nothing else', async () => {
    const response = await get('history?from=yesterday&limit=0&resolution=1h&colour=red');

    expect(response.status).toBe(400);
    const { detail } = (await response.json()) as { detail: string };
    for (const words of [
      'from must be a time such as 2026-11-22T12:00:00Z',
      'limit must be 1 or more',
      'resolution must be one of 10s, 1min, 15min, 1d',
      'colour should not exist',
    ])
      expect(detail).toContain(words);
  });
});

describe('the availability over weeks', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'shardwatch-uptime-'));
  afterAll(() => rmSync(dataDir, { recursive: true }));

  async function availabilityOf({ url }: Shardwatch): Promise<UptimeAnswer> {
    return (await (await fetch(`${url}/api/v1/availability`)).json()) as UptimeAnswer;
  }

  const knownOf = ({ windows }: UptimeAnswer) => windows.find(({ name }) => name === '24h')?.knownSeconds ?? 0;

  it('counts the time after a kill as not answered, and knows nothing of the time before the first start', async () => {
    const killed = await startShardwatch({}, { dataDir });
    await whenOperational(killed);
    const before = await waitFor(async () => {
      const answer = await availabilityOf(killed);
      return knownOf(answer) >= 5 && answer;
    }, killed);
    await killed.kill();
    const killedAt = Date.now();
    await waitFor(() => Date.now() - killedAt > 3_000);

    const app = await startShardwatch({}, { dataDir });
    await whenOperational(app);
    const after = await waitFor(async () => {
      const answer = await availabilityOf(app);
      return answer.windows.some(({ answeredSeconds }) => answeredSeconds > 0) && answer;
    }, app);

    expect(before.windows.map(({ stoppedSeconds }) => stoppedSeconds)).toEqual([0, 0, 0, 0]);
    expect(after.firstStartedAt).toBe(before.firstStartedAt);
    expect(after.days).toHaveLength(90);
    expect(after.days.slice(0, 88).every(({ ratio }) => ratio === null)).toBe(true);
    for (const { ratio, stoppedSeconds, answeredSeconds, knownSeconds } of after.windows) {
      expect(stoppedSeconds).toBeGreaterThanOrEqual(3);
      expect(answeredSeconds + stoppedSeconds).toBeLessThanOrEqual(knownSeconds);
      expect(ratio).toBeGreaterThan(0);
      expect(ratio).toBeLessThan(1);
    }
    const page = await (await fetch(`${app.url}/health`, { headers: { accept: 'text/html' } })).text();
    expect(page).toMatch(/aria-label="Since [^"]+: [\d.]+.%, [^"]*8[89] without data"/);
    await app.stop();
  });
});
