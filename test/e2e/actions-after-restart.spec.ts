import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EmbeddedDiscord } from '../../src/embedded-discord/embedded-discord.js';
import type { ActionAnswer } from '../../src/faces/api/action.answer.js';
import { type Shardwatch, startShardwatch, waitFor } from './start.js';
import { whenOperational } from './status.js';

const API_KEY = 'a-key-for-tests-that-nobody-would-guess';

describe('after a restart', () => {
  let discord: EmbeddedDiscord;
  let app: Shardwatch;
  const dataDir = mkdtempSync(join(tmpdir(), 'shardwatch-orders-'));
  const start = async () => {
    const settings = { DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.api, API_KEY };
    app = await startShardwatch(settings, { dataDir });
    return whenOperational(app);
  };
  const post = (name: string, body: object, key: string) =>
    fetch(`${app.url}/api/v1/actions/${name}`, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { authorization: `Bearer ${API_KEY}`, 'content-type': 'application/json', 'idempotency-key': key },
    });
  const number = async (answer: Response) => ((await answer.json()) as ActionAnswer).number;
  let maintenance: number | null;

  beforeAll(async () => {
    discord = await EmbeddedDiscord.start({ shards: 2, guilds: 6, traffic: false, mishaps: false, latency: false });
    await start();
    await post('presence', { status: 'idle', text: 'Back at noon' }, 'look');
    maintenance = await number(await post('maintenance', { minutes: 3 }, 'upkeep'));
    await app.stop();
  });
  afterAll(async () => {
    await app.stop();
    await discord.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('the bot looks as it was told to, without an error', async () => {
    const { process: own } = await start();
    const connected = () => discord.sessions.filter(({ isConnected }) => isConnected);
    await waitFor(
      () => connected().length === 2 && connected().every((one) => one.presence?.['status'] === 'idle'),
      app,
    );

    expect(own?.uncaughtErrorCount).toBe(0);
    expect(app.output()).not.toContain('Nobody caught this error');
  });

  it('a name of a request still stands for what was asked under it, and for nothing else', async () => {
    const other = await post('maintenance', { minutes: 0 }, 'upkeep');
    const longer = await post('maintenance', { minutes: 4 }, 'upkeep');
    const same = await post('maintenance', { minutes: 3 }, 'upkeep');

    expect([other.status, longer.status, same.status]).toEqual([409, 409, 200]);
    expect(await number(same)).toBe(maintenance);
  });
});
