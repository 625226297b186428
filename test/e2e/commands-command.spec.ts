import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EmbeddedDiscord } from '../../src/embedded-discord/embedded-discord.js';
import type { AuditAnswer } from '../../src/faces/api/audit.answer.js';
import type { CommandDriftAnswer } from '../../src/faces/api/command-drift.answer.js';
import { startShardwatch, waitFor } from './start.js';

const API_KEY = 'a-key-for-tests-that-nobody-would-guess';

describe('npm run commands', () => {
  let discord: EmbeddedDiscord;
  let dataDir: string;
  let home: string;
  const written: string[] = [];
  beforeAll(async () => {
    discord = await EmbeddedDiscord.start({ shards: 1, guilds: 3, traffic: false, mishaps: false, latency: false });
    dataDir = mkdtempSync(join(tmpdir(), 'shardwatch-commands-'));
    [home = ''] = discord.guildIds;
    discord.watchRest(({ method, route }) => {
      if (route?.includes('/commands') && method !== 'GET') written.push(route);
    });
  });
  afterAll(async () => {
    await discord.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  const program = join(import.meta.dirname, '../../dist/app.commands.js');
  const env = (more: Record<string, string> = {}) => ({
    ...{ PATH: process.env['PATH'], DATA_DIR: dataDir, HOME_GUILD_ID: home },
    ...{ DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.api, ...more },
  });

  function run(words: string, more: Record<string, string> = {}): Promise<{ code: number; out: string; err: string }> {
    const where = { env: env(more), cwd: tmpdir() };
    return new Promise((resolve) => {
      const child = execFile(process.execPath, [program, ...words.split(' ')], where, (_, out, err) =>
        resolve({ code: child.exitCode ?? -1, out, err }),
      );
    });
  }

  const json = async (words: string) => JSON.parse((await run(`${words} --json`)).out) as CommandDriftAnswer;
  const leave = (place: string) =>
    fetch(`${discord.api}/v10/applications/${discord.applicationId}${place}/commands`, {
      method: 'POST',
      headers: { authorization: `Bot ${discord.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'old', description: 'Of another time' }),
    });

  it('says what is only in the code, and writes nothing', async () => {
    const { code, out } = await run('diff');
    const list = await run('list');

    expect([code, written]).toEqual([1, []]);
    expect(out).toMatch(
      /^Everywhere: 0 of 100 slash commands, 200 of 200 new ones left today\n {2}\/about {2}only in the code\n/,
    );
    expect(out).toContain(`Server ${home}: 0 of 100`);
    expect([list.code, list.out]).toEqual([0, 'Discord has no command there.\n']);
  });

  it('writes what differs, and then nothing more; the bot finds the same', async () => {
    const first = await run('sync');
    const count = written.length;
    const second = await run('sync');
    const app = await startShardwatch({
      ...{ DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.api, HOME_GUILD_ID: home, COMMAND_SYNC: 'on-start' },
    });
    const seen = await waitFor(async () => {
      const answer = (await (await fetch(`${app.url}/api/v1/commands/drift`)).json()) as CommandDriftAnswer;
      return answer.comparedAt && answer;
    }, app);
    await app.stop();

    expect([first.code, first.out]).toEqual([
      0,
      expect.stringMatching(/^Created \d+ commands \([\s\S]*Together: in step\n$/),
    ]);
    expect([second.code, second.out]).toEqual([0, expect.stringMatching(/^Nothing was written\./)]);
    expect(seen).toMatchObject({ outcome: 'in_step', differences: [] });
    expect(written.length).toBe(count);
  });

  it('leaves alone what only Discord has, until it is told to delete it', async () => {
    await leave('');
    const kept = await run('sync');
    const { differences } = await json('diff');
    const deleted = await run('sync --delete');

    expect([kept.code, kept.out]).toEqual([1, expect.stringContaining('  /old  only at Discord')]);
    expect(differences).toEqual([{ place: 'global', name: 'old', type: 'slash', kind: 'only_at_discord', fields: [] }]);
    expect([deleted.code, deleted.out]).toEqual([0, expect.stringContaining('Deleted 1 command (/old).')]);
  });

  it('stands in the audit of the bot, with what was written', async () => {
    const settings = { DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.api, HOME_GUILD_ID: home };
    const app = await startShardwatch({ ...settings, API_KEY, COMMAND_SYNC: 'manual' }, { dataDir });
    await leave('');
    const { code, err } = await run('sync --delete');
    const response = await fetch(`${app.url}/api/v1/audit?limit=1`, {
      headers: { authorization: `Bearer ${API_KEY}` },
    });
    const { items } = (await response.json()) as AuditAnswer;
    await app.stop();

    expect([code, err]).toEqual([0, '']);
    expect(items).toMatchObject([
      { deed: 'commands.sync', outcome: 'done', before: '1 only at Discord', detail: 'Deleted 1 command (/old).' },
    ]);
  });

  it('looks at one server alone, also where the code has nothing for it', async () => {
    const guild = discord.guildIds[1] ?? '';
    await leave(`/guilds/${guild}`);
    const { differences, limits } = await json(`diff --guild ${guild}`);
    const list = await run(`list --guild ${guild}`);

    expect(differences).toMatchObject([{ place: guild, name: 'old' }]);
    expect(limits.map(({ place }) => place)).toEqual([guild]);
    expect([list.code, list.out]).toEqual([0, expect.stringMatching(new RegExp(`^${guild} +slash +\\d+ +old\n$`))]);
  });

  it.each<[what: string, more: Record<string, string>, code: number, words: string]>([
    ['there is no token', { DISCORD_TOKEN: '' }, 78, 'DISCORD_TOKEN is missing'],
    ['the token is wrong', { DISCORD_TOKEN: `MTE0ODU5.abcdef.${'x'.repeat(38)}` }, 78, 'does not accept the bot token'],
    ['nobody answers', { DISCORD_API_URL: 'http://127.0.0.1:9/api' }, 69, 'ECONNREFUSED'],
    ['a setting is wrong', { COMMAND_SYNC: 'often' }, 78, 'COMMAND_SYNC must be on-start, manual or off'],
  ])('says so when %s', async (_what, more, expected, words) => {
    const { code, out, err } = await run('diff', more);

    expect([code, out, err]).toEqual([expected, '', expect.stringContaining(words)]);
  });

  it('does not say that a server is in step that it could not look at', async () => {
    const { code, out, err } = await run('diff --guild 100000000000000001');

    expect([code, out]).toEqual([69, expect.stringMatching(/not compared: [^]*Together: not known\n$/)]);
    expect(err).toContain('the bot is not in this server');
  });

  it('ends without a word where its reader has read enough', async () => {
    const child = spawn(process.execPath, [program, 'diff'], { env: env(), stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.destroy();
    const said: string[] = [];
    child.stderr.on('data', (part: Buffer) => said.push(String(part)));
    const [code] = (await once(child, 'close')) as [number];

    expect([code, said]).toEqual([0, []]);
  });

  it('says how it is used to whoever asks', async () => {
    const { code, out } = await run('--help');

    expect([code, out]).toEqual([0, expect.stringMatching(/^Usage: npm run commands -- diff\|sync\|list/)]);
  });

  it('writes nothing where that is switched off', async () => {
    const { code, err } = await run('sync', { COMMAND_SYNC: 'off' });

    expect([code, err]).toEqual([78, expect.stringContaining('COMMAND_SYNC is off')]);
  });

  it.each([['help'], ['diff --delete'], ['sync --guild home'], ['list --what']])(
    'says how it is used: %s',
    async (words) => {
      const { code, err } = await run(words);

      expect([code, err.split('\n')[0]]).toEqual([
        64,
        'Usage: npm run commands -- diff|sync|list [--guild ID] [--json]',
      ]);
    },
  );
});
