import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AuditAnswer, AuditEntryAnswer } from '../../src/faces/api/audit.answer.js';
import { Lives } from './lives.js';

const API_KEY = 'a-key-for-tests-that-nobody-would-guess';
const PROGRAM = join(import.meta.dirname, '../../dist/cli/store.js');

describe('a process that is killed between an action and its outcome', () => {
  let lives: Lives;
  beforeAll(async () => {
    lives = await Lives.of({ env: { API_KEY } });
  });
  afterAll(() => lives.end());

  const headers = { authorization: `Bearer ${API_KEY}`, 'content-type': 'application/json' };
  const audit = async () =>
    ((await (await fetch(`${lives.app.url}/api/v1/audit`, { headers })).json()) as AuditAnswer).items;
  const ask = (name: string) =>
    fetch(`${lives.app.url}/api/v1/actions/reconnections`, {
      method: 'POST',
      headers: { ...headers, 'idempotency-key': name },
      body: '{"shard":1}',
    });
  function verify(...args: readonly string[]) {
    const env = { PATH: process.env['PATH'], DATA_DIR: lives.dataDir, DISCORD_TOKEN: lives.discord.token };
    const options = { cwd: tmpdir(), env, encoding: 'utf8' as const };
    const { status, stdout, stderr } = spawnSync(process.execPath, [PROGRAM, 'verify-audit', ...args], options);
    return { code: status, said: `${stdout}${stderr}` };
  }

  it('leaves an entry that says so, and the same request is not done again', { timeout: 120_000 }, async () => {
    await lives.live();
    lives.discord.refuseGateway('refused');
    const lost = ask('at-night').catch(() => null);
    const begun = await lives.until(async () => (await audit()).find(({ outcome }) => outcome === 'begun'));
    await lives.kill();
    await lost;
    lives.discord.refuseGateway(null);
    await lives.live();
    const resumes = lives.discord.resumeTimes().length;
    const [entry] = await audit();
    const again = await ask('at-night');

    expect(begun).toMatchObject({ target: 'shard 1', completedAt: null, detail: null });
    expect(entry).toMatchObject({
      number: begun.number,
      hash: begun.hash,
      outcome: 'unknown',
      detail: 'The process ended before it was known.',
    } satisfies Partial<AuditEntryAnswer>);
    expect(await again.json()).toMatchObject({ number: begun.number, outcome: 'unknown' });
    expect(lives.discord.resumeTimes()).toHaveLength(resumes);
  });

  it('leaves an audit that is whole, and in which a change is found by number', async () => {
    const whole = verify();
    const [, head = ''] = /"The audit ends with (\d+:[0-9a-f]{64})"/.exec(lives.app.output()) ?? [];
    await lives.stop();
    lives.inStore("UPDATE audit SET data = replace(CAST(data AS TEXT), 'shard 1', 'shard 2') WHERE number = 1");
    const edited = verify();
    lives.inStore("UPDATE audit SET data = replace(CAST(data AS TEXT), 'shard 2', 'shard 1') WHERE number = 1");
    const restored = verify();
    lives.inStore(
      'DELETE FROM audit WHERE number = 2; UPDATE audit_head SET number = 1, hash = (SELECT hash FROM audit WHERE number = 1)',
    );
    const shortened = verify();
    const compared = verify(head);

    expect(whole).toEqual({ code: 0, said: expect.stringContaining('It is whole in itself.') as string });
    expect(edited).toEqual({
      code: 65,
      said: expect.stringContaining('Row 1 was changed after it was written.') as string,
    });
    expect(restored.code).toBe(0);
    expect(shortened.code).toBe(0); // together with the end that the store keeps: only the log knows
    expect(compared).toEqual({ code: 65, said: expect.stringContaining('Row 2 is missing.') as string });
    expect(verify('nonsense').code).toBe(64);
  });
});

describe('what people have ordered', () => {
  let lives: Lives;
  beforeAll(async () => {
    lives = await Lives.of({ env: { API_KEY } });
  });
  afterAll(() => lives.end());

  it('holds in the next process, too: maintenance and the presence', { timeout: 120_000 }, async () => {
    const headers = { authorization: `Bearer ${API_KEY}`, 'content-type': 'application/json' };
    const post = (name: string, body: object) =>
      fetch(`${lives.app.url}/api/v1/actions/${name}`, { method: 'POST', headers, body: JSON.stringify(body) });
    await lives.live();
    await post('maintenance', { minutes: 60 });
    await post('presence', { status: 'idle' });
    await lives.kill();
    const { standing } = await lives.live();
    const renewed = await post('reconnections', { shard: 1, session: 'new' });
    const present = () => lives.discord.sessions.find((one) => one.shardId === 1 && one.isConnected)?.presence;
    await lives.until(() => present()?.['status'] === 'idle');

    expect(standing.maintenance).not.toBeNull();
    expect(await renewed.json()).toMatchObject({ outcome: 'done' });
  });
});
