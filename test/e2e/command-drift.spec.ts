import { EmbeddedDiscord } from '../../src/embedded-discord/embedded-discord.js';
import type { ActionAnswer } from '../../src/faces/api/action.answer.js';
import type { AuditAnswer } from '../../src/faces/api/audit.answer.js';
import type { CommandDriftAnswer } from '../../src/faces/api/command-drift.answer.js';
import { type Shardwatch, startShardwatch, waitFor } from './start.js';

const KEY = 'a-key-for-tests-that-nobody-would-guess';

describe('the commands and Discord', () => {
  let discord: EmbeddedDiscord;
  let app: Shardwatch;
  let home: string;
  const written: string[] = [];
  beforeAll(async () => {
    discord = await EmbeddedDiscord.start({ shards: 1, guilds: 3, traffic: false, mishaps: false, latency: false });
    discord.watchRest(({ method, route }) => {
      if (route?.includes('/commands') && method !== 'GET') written.push(route);
    });
    [home = ''] = discord.guildIds;
    const env = { DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.api, METRICS_TOKEN: KEY };
    app = await startShardwatch({ ...env, API_KEY: KEY, HOME_GUILD_ID: home, COMMAND_SYNC: 'manual' });
    await waitFor(async () => (await drift()).comparedAt, app);
  });
  afterAll(async () => {
    await app.stop();
    await discord.stop();
  });

  const headers = { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' };
  const get = async <T>(path: string) => (await (await fetch(`${app.url}${path}`, { headers })).json()) as T;
  const drift = () => get<CommandDriftAnswer>('/api/v1/commands/drift');
  const post = async <T>(name: string, body: object, more: object = {}) => {
    const init = { method: 'POST', headers: { ...headers, ...more }, body: JSON.stringify(body) };
    const response = await fetch(`${app.url}/api/v1/commands/${name}`, init);
    return { status: response.status, ...((await response.json()) as T & { detail: string }) };
  };
  const atDiscord = (body: object, place = '') =>
    fetch(`${discord.api}/v10/applications/${discord.applicationId}${place}/commands`, {
      method: 'POST',
      headers: { authorization: `Bot ${discord.token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });

  it('are compared at a start and shown, and nothing is written before a person wants it', async () => {
    const { differences, limits } = await drift();

    expect(new Set(differences.map(({ kind }) => kind))).toEqual(new Set(['only_in_code']));
    expect(new Set(differences.map(({ place }) => place))).toEqual(new Set(['global', home]));
    expect(limits).toMatchObject([{ place: 'global', commandCount: 0, mostCommands: 100, createsLeft: 200 }, {}]);
    expect(written).toEqual([]);
  });

  it('say what a sync would write, and write nothing, when only that is asked', async () => {
    const { cost, outcome } = await post<ActionAnswer>('sync', { dryRun: true });

    expect(outcome).toBeNull();
    expect(cost).toMatchObject({ canHurt: false, obstacle: null });
    expect(cost.words.join(' ')).toMatch(
      /^Creates \d+ commands \(.*\/status.*\)\. That makes \d+ of 200 new ones today\./,
    );
    expect(written).toEqual([]);
  });

  it('come in step with one sync, which is in the audit and done once', async () => {
    const before = (await drift()).differences.length;
    const name = { 'idempotency-key': 'once' };
    const [first, second] = [
      await post<ActionAnswer>('sync', { reason: 'new ones' }, name),
      await post<ActionAnswer>('sync', { reason: 'new ones' }, name),
    ];
    const {
      items: [entry],
    } = await get<AuditAnswer>('/api/v1/audit?limit=1');
    const after = await drift();
    const count = written.length;
    const again = await post<ActionAnswer>('sync', {});

    expect(first).toMatchObject({ status: 200, outcome: 'done', action: 'Sync the commands' });
    expect(second.number).toBe(first.number);
    expect(entry).toMatchObject({ deed: 'commands.sync', reason: 'new ones', before: `${before} only in the code` });
    expect(after).toMatchObject({ differences: [], outcome: 'updated', problem: null });
    expect(again).toMatchObject({ outcome: 'done', detail: 'Nothing was written.' });
    expect([count, written.length]).toEqual([before, before]);
  });

  it('that are only at Discord are seen when somebody compares, and deleted when a person says so', async () => {
    await atDiscord({ name: 'old', description: 'Of another time' });
    await atDiscord({ name: 'status', description: 'Something else' });
    const compared = await post<CommandDriftAnswer>('drift', {});
    const dry = await post<ActionAnswer>('sync', { delete: true, dryRun: true });
    const kept = await post<ActionAnswer>('sync', {});
    const left = (await drift()).differences.map(({ name, kind }) => `${kind} ${name}`);
    const deleted = await post<ActionAnswer>('sync', { delete: true });

    expect(compared.differences).toMatchObject([
      { name: 'old', kind: 'only_at_discord', fields: [] },
      { name: 'status', kind: 'changed', fields: [{ path: 'description', atDiscord: 'Something else' }] },
    ]);
    expect(dry.cost).toMatchObject({
      canHurt: true,
      words: ['Changes 1 command (/status).', 'Deletes 1 command (/old): nobody can use them any more.'],
    });
    expect([kept.detail, left]).toEqual(['Changed 1 command (/status).', ['only_at_discord old']]);
    expect(deleted.detail).toBe('Deleted 1 command (/old).');
    expect((await drift()).differences).toEqual([]);
  });

  it('are compared first when somebody asks what a sync would write', async () => {
    await atDiscord({ name: 'status', description: 'Changed a moment ago' });
    await atDiscord({ name: 'old', description: 'Of another time' });
    const dry = await post<ActionAnswer>('sync', { dryRun: true });
    await post<ActionAnswer>('sync', {});
    const idle = await post<ActionAnswer>('sync', { dryRun: true });
    await post<ActionAnswer>('sync', { delete: true });

    expect(dry.cost.words).toEqual(['Changes 1 command (/status).']);
    expect(idle.cost.words).toEqual(['Nothing is written: 1 command that only Discord has stays there.']);
  });

  it('cannot be compared in a server without the bot, which spoils nothing else', async () => {
    const refused = await post<ActionAnswer>('drift', { guildId: '100000000000000001' });

    expect([refused.status, refused.detail]).toEqual([409, expect.stringContaining('the bot is not in this server')]);
    expect(await drift()).toMatchObject({ outcome: 'in_step', problem: null });
  });

  it('of one more server are compared when that is asked for', async () => {
    const guildId = discord.guildIds[2] ?? '';
    await atDiscord({ name: 'forgotten', description: 'A test of long ago' }, `/guilds/${guildId}`);
    const unknown = await post<ActionAnswer>('sync', { place: guildId, delete: true });
    const { differences } = await post<CommandDriftAnswer>('drift', { guildId });
    const deleted = await post<ActionAnswer>('sync', { place: guildId, delete: true });

    expect([unknown.status, unknown.detail]).toEqual([409, expect.stringContaining('Compare them first')]);
    expect(differences).toMatchObject([{ place: guildId, name: 'forgotten' }]);
    expect(deleted.detail).toBe('Deleted 1 command (/forgotten).');
  });

  it('are counted for Prometheus', async () => {
    await atDiscord({ name: 'old', description: 'Of another time' });
    await post('drift', {});
    const text = await (await fetch(`${app.url}/metrics`, { headers })).text();

    expect(text).toContain('shardwatch_command_differences{kind="only_at_discord"} 1');
    expect(text).toContain('shardwatch_command_differences{kind="changed"} 0');
  });

  it('are not written by somebody who may only look', async () => {
    const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"delete":true}' };
    const sync = await fetch(`${app.url}/api/v1/commands/sync`, init);
    const look = await fetch(`${app.url}/api/v1/commands/drift`);

    expect([sync.status, look.status]).toEqual([401, 200]);
  });

  it.each([
    ['sync', { place: 'here' }, 'place must be'],
    ['sync', { delete: 'yes' }, 'delete must be true or false'],
    ['drift', { guildId: 'home' }, 'guildId must be the id of a server'],
  ])('say what is wrong with a request: %s %j', async (name, body, words) => {
    const { status, detail } = await post(name, body);

    expect([status, detail]).toEqual([400, expect.stringContaining(words)]);
  });
});
