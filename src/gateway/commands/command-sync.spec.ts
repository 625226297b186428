import { CommandScene } from '../../../test/command-scene.js';
import { changes, deepCommand, plainCommand, richCommand, unchanged, withChange } from '../../../test/make-commands.js';
import { GLOBAL } from '../../model/command-drift.js';
import { EVERYWHERE } from '../../model/command-plan.js';

const all = { place: EVERYWHERE, isDeleting: true };

describe('the commands, compared with the embedded Discord', () => {
  let scene: CommandScene;
  let guild: string;
  beforeEach(async () => {
    scene = await CommandScene.open();
    guild = scene.discord.guildIds[0] ?? '';
  });
  afterEach(() => scene.close());

  it('are in step after they were written once, and nothing is written again', async () => {
    scene.put(GLOBAL, unchanged);
    scene.put(guild, unchanged);
    await scene.begin().start();
    const first = { ...scene.known, count: scene.written.length };
    await scene.begin().start();
    const words = await scene.begin().sync(all);

    expect(first).toMatchObject({ outcome: 'updated', commandCount: 8, differences: [], count: 8 });
    expect(scene.known).toMatchObject({ outcome: 'in_step', differences: [] });
    expect([words, scene.written.length]).toEqual(['Nothing was written.', 8]);
  });

  it.each([[GLOBAL], ['guild']])('each single change is found, named and written alone: %s', async (where) => {
    const place = where === GLOBAL ? GLOBAL : guild;
    const meant = changes.filter(({ isGlobalOnly }) => place === GLOBAL || !isGlobalOnly);
    scene.put(place, unchanged);
    const commands = scene.begin();
    await commands.start();

    for (const change of meant) {
      const name = String(change.to['name']);
      const before = await scene.versions(place);
      scene.written.length = 0;
      scene.put(place, withChange(change));
      await commands.compare();
      const found = scene.known.differences.flatMap((one) => one.fields.map(({ path }) => `${one.name} ${path}`));
      await commands.sync({ place: EVERYWHERE, isDeleting: false });
      const after = await scene.versions(place);

      expect(found).toEqual([`${name} ${change.path}`]);
      expect([scene.differences, scene.written.length]).toEqual([[], 1]);
      expect({ ...after, [name]: '' }).toEqual({ ...before, [name]: '' });

      scene.put(place, unchanged);
      await commands.sync({ place: EVERYWHERE, isDeleting: false });
      expect([change.path, scene.differences, scene.written.length]).toEqual([change.path, [], 2]);
    }
    expect(meant.length).toBeGreaterThan(30);
  });

  it('that are left over are shown, and only a person deletes them, also when the code has none at all', async () => {
    scene.put(GLOBAL, unchanged);
    await scene.begin().start();
    scene.put(GLOBAL, []);
    const commands = scene.begin();
    await commands.start();
    const shown = [scene.known.outcome, scene.differences.length, scene.written.length];
    const words = await commands.sync(all);

    expect(shown).toEqual(['differs', 4, 4]);
    expect(words).toBe('Deleted 4 commands (Report this, /deep, /plain, /rich).');
    expect(Object.keys(await scene.versions(GLOBAL))).toEqual([]);
  });

  it('are not deleted before anybody has seen that they are left over', async () => {
    const commands = scene.begin('manual');
    await commands.start();
    scene.put(GLOBAL, [plainCommand]);
    await scene.begin().start();
    scene.put(GLOBAL, []);

    await expect(commands.sync(all)).rejects.toThrow('other commands than before');
    expect(Object.keys(await scene.versions(GLOBAL))).toEqual(['plain']);
    expect(await commands.sync(all)).toContain('Deleted 1 command (/plain)');
  });

  it('of one server are compared when somebody asks, and can be written alone', async () => {
    scene.put(guild, [plainCommand]);
    await scene.begin().start();
    scene.put(guild, []);
    const other = scene.discord.guildIds[1] ?? '';
    scene.put(other, [deepCommand]);
    const commands = scene.begin('manual');
    await commands.compare(guild);
    const before = scene.differences;
    await commands.sync({ place: other, isDeleting: true });

    expect(before).toEqual(['only_at_discord plain', 'only_in_code deep']);
    expect(scene.differences).toEqual(['only_at_discord plain']);
  });

  it('of a server without the bot do not keep the others from being written', async () => {
    scene.put('100000000000000001', [plainCommand]);
    scene.put(guild, [deepCommand]);
    await scene.begin().start();

    expect(Object.keys(await scene.versions(guild))).toEqual(['deep']);
    expect(scene.known.outcome).toBe('failed');
    expect(scene.known.limits.map(({ problem }) => problem?.detail ?? null)).toEqual([
      null,
      'the bot is not in this server, or without the scope applications.commands (50001)',
      null,
    ]);
  });

  it('of a server without the bot are refused to whoever asks, and nothing else suffers from it', async () => {
    scene.put(GLOBAL, [plainCommand]);
    const commands = scene.begin('manual');
    const problem = await commands.compare('100000000000000001');
    const before = { ...scene.known };
    const words = await commands.sync(all);

    expect(problem?.detail).toContain('the bot is not in this server');
    expect(before).toMatchObject({ outcome: 'differs', problem: null, limits: [{ place: GLOBAL }] });
    expect(words).toContain('Created 1 command (/plain)');
  });

  it('that were written half are known as they are, and the rest comes with the next sync', async () => {
    scene.put(GLOBAL, unchanged);
    scene.discord.begin({
      ...{ fault: 'rest.status', status: 500, limit: { count: 1 } },
      scope: { route: 'POST /applications/*/commands' },
    });
    scene.written.length = 0;
    const commands = scene.begin();
    const problem = await commands.start();
    const half = { ...scene.known };
    await commands.sync(all);

    expect(problem?.kind).toBe('discord_error');
    expect(half).toMatchObject({ outcome: 'failed', differences: { length: 4 } });
    expect(scene.known).toMatchObject({ outcome: 'updated', differences: [] });
  });

  it('wait when Discord wants it, and are all written then', async () => {
    scene.put(GLOBAL, unchanged);
    scene.discord.begin({
      ...{ fault: 'rest.429', retryAfterMs: 50, limit: { count: 2 } },
      scope: { route: 'POST /applications/*/commands' },
    });
    await scene.begin().start();

    expect(scene.known).toMatchObject({ outcome: 'updated', differences: [] });
  });

  it('that Discord refuses are told by name and in its words, and all others are written', async () => {
    scene.put(GLOBAL, [deepCommand, { ...plainCommand, name: 'plain x' }, richCommand]);
    const commands = scene.begin();
    const problem = await commands.start();
    const half = scene.differences;
    scene.put(GLOBAL, [deepCommand, richCommand]);
    await commands.sync(all);

    expect(problem).toMatchObject({
      kind: 'command_refused',
      detail: expect.stringMatching(/^\/plain x: Invalid Form Body; .*50035/) as string,
    });
    expect(half).toEqual(['only_in_code plain x']);
    expect([scene.differences, scene.known.problem]).toEqual([[], null]);
  });

  it('are not written where that is switched off', async () => {
    scene.put(GLOBAL, [plainCommand]);
    const commands = scene.begin('off');
    await commands.start();

    expect([scene.differences, scene.known.mode]).toEqual([['only_in_code plain'], 'off']);
    await expect(async () => commands.sync(all)).rejects.toThrow('COMMAND_SYNC is off');
    expect(scene.written).toEqual([]);
  });

  it('are known as they were last while Discord does not answer', async () => {
    scene.put(GLOBAL, [plainCommand]);
    const commands = scene.begin('manual');
    await commands.compare();
    const { comparedAt } = scene.known;
    scene.discord.begin({ fault: 'rest.status', status: 503 });
    await commands.compare();

    expect(scene.known).toMatchObject({ outcome: 'failed', comparedAt, problem: { kind: 'discord_error' } });
    expect(scene.differences).toEqual(['only_in_code plain']);
  });
});
