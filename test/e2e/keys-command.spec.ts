import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import type { AuditAnswer } from '../../src/faces/api/audit.answer.js';
import { type Shardwatch, startShardwatch } from './start.js';

const DISCORD_TOKEN = `MTE0ODU5MjQ2MzM2NDYzMjU3Ng.abcdef.${'x'.repeat(38)}`;
const API_KEY = 'a-key-for-tests-that-nobody-would-guess';

describe('npm run keys', () => {
  let dataDir: string;
  let app: Shardwatch;
  beforeAll(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'shardwatch-keys-'));
    const env = { DISCORD_TOKEN, DISCORD_API_URL: 'http://127.0.0.1:9/api', PUBLIC_VIEW: 'none' };
    app = await startShardwatch({ ...env, API_KEY }, { dataDir });
  });
  afterAll(async () => {
    await app.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  function keys(...words: string[]): Promise<{ code: number; out: string; err: string }> {
    return command('keys', words);
  }

  function command(name: string, words: readonly string[] = []): Promise<{ code: number; out: string; err: string }> {
    const program = join(import.meta.dirname, `../../dist/cli/${name}.js`);
    const env = { PATH: process.env['PATH'], DATA_DIR: dataDir, DISCORD_TOKEN };
    return new Promise((resolve) => {
      const child = execFile(process.execPath, [program, ...words], { env, cwd: tmpdir() }, (_error, out, err) =>
        resolve({ code: child.exitCode ?? -1, out, err }),
      );
    });
  }

  const status = async (key: string) =>
    (await fetch(`${app.url}/api/v1/status`, { headers: { authorization: `Bearer ${key}` } })).status;

  it('makes a key beside the bot, lists it without its secret, and takes it back', async () => {
    const made = await keys('create', '--role', 'viewer', '--name', 'the wall', '--days', '30');
    const secret = /^sw_[\w-]{43}$/m.exec(made.out)?.[0] ?? '';
    const id = /The key (\w+)/.exec(made.out)?.[1] ?? '';
    const before = await status(secret);
    const { out } = await keys('list');
    const ended = await keys('revoke', id);

    expect([made.code, before, ended.code, await status(secret)]).toEqual([0, 200, 0, 401]);
    expect(out).toMatch(new RegExp(`^${id}  viewer .* the wall$`, 'm'));
    expect(out).not.toContain(secret);
  });

  it('stands in the audit like what is done on the pages, and so does npm run signin-link', async () => {
    await keys('create', '--role', 'operator', '--name', 'the night shift');
    const link = await command('signin-link');
    const ended = await keys('revoke', 'nothing');
    const answer = await fetch(`${app.url}/api/v1/audit?limit=2`, { headers: { authorization: `Bearer ${API_KEY}` } });
    const { items } = (await answer.json()) as AuditAnswer;
    const byShell = { who: { kind: 'shell', name: 'The command line' }, from: userInfo().username, outcome: 'done' };
    const verified = await command('store', ['verify-audit']);

    expect([link.code, ended.code]).toEqual([0, 1]);
    expect(items).toMatchObject([
      { ...byShell, deed: 'signin.link', target: 'a sign-in link' },
      { ...byShell, deed: 'keys.manage', target: 'a new key for the night shift', after: 'operator' },
    ]);
    expect(JSON.stringify(items)).not.toContain(/link\/([\w-]+)/.exec(link.out)?.[1] ?? '/');
    expect(verified.out).toContain('It is whole in itself.');
  });

  it('says so when there is no such key', async () => {
    expect(await keys('revoke', 'nothing')).toEqual({ code: 1, out: '', err: 'There is no key nothing.\n' });
  });

  it('ends a key after 90 days, as the page does; without an end only when that is said', async () => {
    const usual = await keys('create', '--role', 'viewer', '--name', 'usual');
    const endless = await keys('create', '--role', 'viewer', '--name', 'endless', '--days', '0');
    const endsAt = Date.parse(/ends: (\S+)\)/.exec(usual.out)?.[1] ?? '');

    expect(Math.round((endsAt - Date.now()) / 86_400_000)).toBe(90);
    expect(endless.out).toContain('ends: never');
  });

  it.each([
    ['keys', 'create --role god --name x', '--role must be one of viewer, operator, admin.'],
    ['keys', 'create --role viewer', '--name must be one line of text, 1 to 60 characters.'],
    ['keys', 'create --role viewer --name x --days 4000', '--days must be 1 to 3650, or 0 for no end.'],
    ['store', 'verify-audit 12', 'HEAD must be a number, a colon and 64 digits, as the log has it.'],
  ])('says what is wrong before how it is used: %s %s', async (name, words, wrong) => {
    const { code, err } = await command(name, words.split(' '));

    expect([code, ...err.split('\n').slice(0, 2)]).toEqual([64, wrong, `Usage: npm run ${name} -- <command>`]);
  });

  it.each([[''], ['create --role viewer --name x --what'], ['revoke']])('says how it is used: %s', async (words) => {
    const { code, err } = await keys(...words.split(' '));

    expect([code, err.split('\n')[0]]).toEqual([64, 'Usage: npm run keys -- <command>']);
  });
});
