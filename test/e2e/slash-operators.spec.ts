import { Routes } from 'discord.js';
import { shardOf } from '../../src/embedded-discord/world/snowflake.js';
import { Home, wordsOf } from './home.js';
import { waitFor } from './start.js';

describe('slash commands with which operators look', () => {
  let home: Home;
  beforeAll(async () => {
    home = await Home.start({ TIME_FACTOR: '10' }, { timeFactor: 10 });
  });
  afterAll(() => home.stop());

  /** What Discord's API does for whoever has the token, past the program. */
  async function atDiscord(method: string, path: string, body?: object): Promise<void> {
    const answer = await fetch(`${home.discord.api}/v10${path}`, {
      method,
      headers: { authorization: `Bot ${home.discord.token}`, 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    expect(answer.ok).toBe(true);
  }

  /** The list of incidents, once it says this. */
  const incidentsWith = (text: string) =>
    waitFor(
      async () => {
        const words = wordsOf(await home.use('incidents', {}));
        return words.includes(text) && words;
      },
      home.app,
      60_000,
    );

  it.each(['health', 'incidents', 'commands diff', 'commands sync'])(
    '/%s is refused to somebody without a role, and that is written down',
    async (name) => {
      const reply = await home.use(name, {}, home.stranger);
      const [entry] = await home.audit();

      expect(reply.content).toMatch(/^Not allowed\. This needs the role (viewer|operator)\.$/);
      expect(entry).toMatchObject({ who: { kind: 'command', id: home.stranger, role: null }, outcome: 'refused' });
    },
  );

  it('/health says the verdict, then what is checked, worst first, with limits and ages', async () => {
    const first = await home.use('health', {});
    const second = await home.press(first, 'health/1');

    expect(first.isEphemeral).toBe(true);
    expect(wordsOf(first)).toMatch(/^Operational - all 2 shards answer\n/);
    expect(wordsOf(first)).toMatch(/; (warns|fails).*\(checked .* ago\)/);
    expect(wordsOf(first)).toMatch(/\d+ passing.*Page 1 of \d/);
    expect(wordsOf(second)).toContain('Page 2 of');
  });

  it('/incidents says that there was none, and afterwards which are open and which are over', async () => {
    const before = await home.use('incidents', {});
    const away = 1 - shardOf(home.discord.guildIds[0] ?? '', 2);
    const fault = home.discord.begin({ fault: 'ws.refuseUpgrade', how: 503 });
    home.discord.closeShard(away, 4000);
    const meanwhile = await incidentsWith('**open** for');
    home.discord.end(fault);
    const after = await incidentsWith('lasted');

    expect(wordsOf(before)).toContain('Nothing went wrong so far.');
    expect(meanwhile).toMatch(/^Degraded - [^]*\n1 incident open\n#1 /);
    expect(after).toMatch(/No incident is open\n#1 .*\n<t:\d+:f>, lasted .*\nDegraded - .*\nCause: /);
  });

  it('/commands diff says that all is in step', async () => {
    const words = wordsOf(await home.use('commands diff', {}));

    expect(words).toMatch(/^In step: \d+ commands in the code, and Discord has them\.\nCompared .* ago\./);
  });

  it('/commands diff names what differs with both values, and /commands sync mends it after a yes', async () => {
    const { applicationId } = home.discord;
    const [path, evil] = [Routes.applicationCommands(applicationId), '**@everyone** <@1> \u202etfel'];
    await atDiscord('POST', path, { name: 'ping', type: 1, description: evil });
    await atDiscord('POST', path, { name: 'leftover', type: 1, description: 'Of long ago' });
    const diff = wordsOf(await home.use('commands diff', {}));
    const asked = await home.use('commands sync', { delete: true, reason: 'drift' });
    const stillThere = wordsOf(await home.use('commands diff', {}));
    const before = (await home.audit())[0]?.number ?? 0;
    await home.press(asked);
    const done = await home.over(before);

    expect(diff).toMatch(/^2 commands differ from the code\./);
    expect(diff).toContain('leftover\u2069\nonly at Discord: the code does not have it (all servers)');
    expect(diff).toContain(String.raw`\*\*\@everyone\*\* \<\@1\> tfel`);
    expect(wordsOf(asked)).toMatch(
      /^\*\*Sync the commands, [^]*Changes 1 command \(\/ping\)\.[^]*Deletes 1 command \(\/leftover\)/,
    );
    expect(stillThere).toMatch(/^2 commands differ/);
    expect(done).toMatchObject({ deed: 'commands.sync', reason: 'drift', outcome: 'done' });
    expect(wordsOf(await home.use('commands diff', {}))).toMatch(/^In step/);
  });

  it('/commands sync asks first also where nothing is deleted, and only whoever asked can say yes', async () => {
    const path = Routes.applicationCommands(home.discord.applicationId);
    await atDiscord('POST', path, { name: 'ping', type: 1, description: 'Changed a moment ago' });
    const number = (await home.audit())[0]?.number;
    const asked = await home.use('commands sync', {});

    await expect(home.press(asked, undefined, home.stranger)).rejects.toThrow('does not see');
    expect(wordsOf(asked)).toContain('Changes 1 command (/ping).\nDo it');
    expect((await home.audit())[0]?.number).toBe(number);
    await home.press(asked);
    await home.over(number ?? 0);
  });

  it('/commands sync asks for nothing where there is nothing to write', async () => {
    expect(wordsOf(await home.use('commands sync', {}))).toContain('Nothing was written.');
  });

  it('cannot be used in another server: Discord does not even offer them there', async () => {
    for (const name of ['health', 'incidents', 'commands diff'])
      await expect(home.discord.invoke(name, { guildId: home.discord.guildIds[1] ?? '' })).rejects.toThrow(
        'registered',
      );
  });
});
