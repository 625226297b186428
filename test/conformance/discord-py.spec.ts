import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { EmbeddedDiscord } from '../../src/embedded-discord/embedded-discord.js';
import { RestWatch } from './rest-watch.js';

const python = '/usr/bin/python3';
const script = fileURLToPath(new URL('discord-py-client.py', import.meta.url));
const isInstalled = spawnSync(python, ['-c', 'import discord']).status === 0;
const word = isInstalled ? '' : ' (skipped: python3-discord is not installed)';

type Line = Record<string, unknown> & { readonly happened: string };

describe.skipIf(!isInstalled)(`a stock discord.py${word}`, () => {
  let discord: EmbeddedDiscord;
  let bot: ChildProcess;
  let watch: RestWatch;
  const lines: Line[] = [];
  let errors = '';

  const heard = (happened: string, times = 1): Promise<Line> =>
    vi.waitFor(
      () => {
        const found = lines.filter((line) => line.happened === happened)[times - 1];
        if (!found) throw new Error(`Never ${happened}: ${JSON.stringify(lines)} ${errors}`);
        return found;
      },
      { timeout: 15_000, interval: 20 },
    );

  beforeAll(async () => {
    discord = await EmbeddedDiscord.start({ shards: 1, guilds: 30 });
    watch = new RestWatch(discord);
    bot = spawn(python, [script, new URL(discord.api).host, discord.token], { stdio: ['ignore', 'pipe', 'pipe'] });
    bot.stderr?.on('data', (data: Buffer) => (errors += data.toString()));
    if (bot.stdout) createInterface(bot.stdout).on('line', (line) => lines.push(JSON.parse(line) as Line));
  });

  afterAll(async () => {
    if (bot.exitCode === null) {
      bot.kill('SIGKILL');
      await once(bot, 'exit');
    }
    await discord.stop();
  });

  it('registers its commands, logs in without saying which shard it is, and sees every guild whole', async () => {
    expect(await heard('synced')).toMatchObject({ commands: ['say_it'] });
    expect(await heard('ready')).toMatchObject({ user: 'Harbormaster', guilds: 30, whole: 30 });
    expect(discord.sessions).toMatchObject([{ shardId: 0, shardCount: 1 }]);
  });

  it('answers a command, edits the answer and follows up', async () => {
    await heard('ready');

    const reply = await discord.invoke('say_it', { options: { word: 'hello' } });

    expect(reply).toMatchObject({ callbackType: 4, content: 'first hello' });
    expect(await heard('answered')).toMatchObject({ followup: 'more' });
  });

  it('resumes after a drop, and identifies no more', async () => {
    const before = discord.identifies;

    discord.dropShard(0);
    await heard('resumed');

    expect(discord.identifies).toBe(before);
    expect(discord.sessions).toMatchObject([{ isConnected: true, resumes: 1 }]);
  });

  it('meets no error, asks for nothing that is not there, and gets only what Discord would answer', () => {
    expect(lines.filter(({ happened }) => happened === 'error')).toEqual([]);
    expect(discord.unsupported).toEqual([]);
    expect(watch.problems).toEqual([]);
    expect(watch.isIdle).toBe(false);
  });
});
