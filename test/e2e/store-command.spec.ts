import Database from 'libsql';
import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Lives } from '../faults/lives.js';

const PROGRAM = join(import.meta.dirname, '../../dist/cli/store.js');

describe('npm run store', () => {
  let lives: Lives;
  let copy: string;
  beforeAll(async () => {
    lives = await Lives.of();
    copy = join(lives.dataDir, 'copy of it.db');
    await lives.live();
    await lives.until(() => lives.rows('SELECT 1 FROM kept_session').length === 2);
  });
  afterAll(() => lives.end());

  /** As a person does it, with the settings of the bot. */
  function store(args: readonly string[], env: Record<string, string> = {}) {
    const settings = { PATH: process.env['PATH'], DATA_DIR: lives.dataDir, DISCORD_TOKEN: lives.discord.token };
    const options = { cwd: tmpdir(), env: { ...settings, ...env }, encoding: 'utf8' as const };
    const { status, stdout, stderr } = spawnSync(process.execPath, [PROGRAM, ...args], options);
    return { code: status, said: `${stdout}${stderr}` };
  }
  const guildsIn = (path: string) => {
    const database = new Database(path);
    const rows = database.prepare('SELECT 1 FROM kept_guild').all();
    database.close();
    return rows.length;
  };

  it('copies the store while the bot writes, for the owner alone, and writes over nothing', () => {
    const first = store(['backup', copy]);
    const second = store(['backup', copy]);

    expect(first).toEqual({ code: 0, said: `The store was copied to ${copy}.\n` });
    expect(guildsIn(copy)).toBe(lives.discord.guildIds.length);
    expect(statSync(copy).mode & 0o777).toBe(0o600);
    expect(second.code).toBe(75);
    expect(second.said).toContain('exists already. Nothing was written.');
    expect(readdirSync(lives.dataDir).filter((name) => name.includes('unfinished'))).toEqual([]);
  });

  it('says that the store is sound and up to date, also while the bot runs', () => {
    const { code, said } = store(['check']);

    expect(code).toBe(0);
    expect(said).toMatch(/^Store: .+shardwatch-\d+\.db, [\d,]+ KB\nContent: sound\nTables: up to date \(\d{4}-/);
  });

  it('does not restore while the bot runs', () => {
    const { code, said } = store(['restore', copy]);

    expect(code).toBe(75);
    expect(said).toContain(`process ${lives.app.process.pid}`);
    expect(said).toContain('Stop it first');
  });

  it('restores a copy once the bot is stopped: its sessions are taken up from there, and the store before is kept', async () => {
    await lives.stop();
    lives.inStore('DELETE FROM kept_guild; DELETE FROM kept_session');
    const { code, said } = store(['restore', copy]);
    const starts = lives.discord.identifyTimes().length;
    const { guildCount } = await lives.live();

    expect(code).toBe(0);
    expect(said).toMatch(/^The store is now the one of .+ The one before is kept as .+\.replaced-\d+\.db\.\n$/);
    expect(lives.discord.identifyTimes()).toHaveLength(starts);
    expect(guildCount).toBe(lives.discord.guildIds.length);
  });

  it('restores nothing that is damaged, newer, or no store, and leaves the store as it is', async () => {
    await lives.stop();
    const before = store(['check']).said;
    const broken = join(lives.dataDir, 'broken');
    writeFileSync(broken, readFileSync(copy).fill(0xff, 5_000));
    const other = join(lives.dataDir, 'other');
    writeFileSync(other, 'no database at all, but long enough to be taken for one'.repeat(100));
    const newer = join(lives.dataDir, 'newer');
    writeFileSync(newer, readFileSync(copy));
    const database = new Database(newer);
    database.exec("INSERT INTO kysely_migration VALUES ('2999-01-01-wonders', '')");
    database.close();
    const answers = [broken, other, newer, join(lives.dataDir, 'missing')].map((file) => store(['restore', file]));

    expect(answers.map(({ code }) => code)).toEqual([75, 75, 75, 1]);
    expect(answers[0]?.said).toMatch(/is damaged|is no store of Shardwatch/);
    expect(answers[1]?.said).toContain('is no store of Shardwatch. Nothing was changed.');
    expect(answers[2]?.said).toContain('was written by a newer Shardwatch (it has 2999-01-01-wonders)');
    expect(answers[3]?.said).toContain('There is no file');
    expect(store(['check']).said).toBe(before);
  });

  it('says what is wrong with a store', () => {
    const whole = readFileSync(lives.store);
    lives.inStore("INSERT INTO kysely_migration VALUES ('2999-01-01-wonders', '')");
    const newer = store(['check']);
    lives.inStore("DELETE FROM kysely_migration WHERE name > '2026-11-24'");
    const older = store(['check']);
    writeFileSync(lives.store, whole.fill(0xff, 5_000));
    const damaged = store(['check']);

    expect(newer.said).toContain('a newer Shardwatch has written it (it has 2999-01-01-wonders)');
    expect(older.said).toMatch(/\d changes older than this program; the next start brings it up to date/);
    expect(damaged.said).toContain('Content: damaged.');
    expect([newer.code, older.code, damaged.code]).toEqual([65, 0, 65]);
  });

  it('names the way where the store is in PostgreSQL, and the commands where there is none such', () => {
    const postgres = store(['backup', 'x'], { DATABASE_URL: 'postgres://me:secretive@db/x' });

    expect(postgres.code).toBe(64);
    expect(postgres.said).toContain('pg_dump');
    expect(postgres.said).not.toContain('secretive');
    for (const args of [[], ['backup'], ['check', 'it'], ['drop']])
      expect(store(args)).toMatchObject({ code: 64, said: expect.stringContaining('Usage:') as string });
  });

  it('needs no token where only one bot has a store', () => {
    const answer = store(['check'], { DISCORD_TOKEN: '' });

    expect(answer.said).toContain(lives.store);
  });
});
