import { mkdtempSync, readdirSync, rmSync, statSync, chmodSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startShardwatch } from './start.js';

const BOT = { DISCORD_TOKEN: `MTE0ODU5MjQ2MzM2NDYzMjU3Ng.abcdef.${'x'.repeat(38)}` };
const AWAY = { ...BOT, DISCORD_API_URL: 'http://127.0.0.1:9/api' };

const modeOf = (path: string) => statSync(path).mode & 0o777;

describe('the files of the store', () => {
  it('are for their owner alone, also those that an older version made; a folder of yours stays as it is', async () => {
    const home = mkdtempSync(join(tmpdir(), 'shardwatch-modes-'));
    onTestFinished(() => rmSync(home, { recursive: true, force: true }));
    chmodSync(home, 0o755);
    const dataDir = join(home, 'data');
    const first = await startShardwatch(AWAY, { dataDir });
    const made = modes(dataDir);
    await first.stop();
    const path = Object.keys(modes(dataDir)).find((name) => name.endsWith('.db')) ?? '';
    chmodSync(join(dataDir, path), 0o644);
    const second = await startShardwatch(AWAY, { dataDir });
    const mended = modes(dataDir);
    await second.stop();

    expect(Object.keys(made).map((name) => name.replace(/^.*\.db/, '.db'))).toEqual(['.db', '.db-shm', '.db-wal']);
    expect(new Set([...Object.values(made), ...Object.values(mended)])).toEqual(new Set([0o600]));
    expect([modeOf(home), modeOf(dataDir)]).toEqual([0o755, 0o700]);
  });
});

function modes(folder: string): Record<string, number> {
  const files = readdirSync(folder).filter((name) => name.includes('.db'));
  return Object.fromEntries(files.sort().map((name) => [name, modeOf(join(folder, name))]));
}
