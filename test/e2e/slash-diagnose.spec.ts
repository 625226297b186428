import { Routes } from 'discord.js';
import { shardOf } from '../../src/embedded-discord/world/snowflake.js';
import { Home, wordsOf } from './home.js';
import { waitFor } from './start.js';
import { whenOperational } from './status.js';

const hostile = '@everyone **x** <@1> \u202eevil';

describe('/diagnose', () => {
  let home: Home;
  let guildId: string;
  let ids: ReadonlyMap<string, string>;
  beforeAll(async () => {
    home = await Home.start();
    guildId = home.discord.guildIds[0] ?? '';
    const known = (await atDiscord('GET', Routes.applicationCommands(home.discord.applicationId))) as Known[];
    ids = new Map(known.map(({ id, name }) => [name, id]));
  });
  afterAll(() => home.stop());

  async function atDiscord(method: string, path: string, body?: object): Promise<unknown> {
    const answer = await fetch(`${home.discord.api}/v10${path}`, {
      method,
      headers: { authorization: `Bot ${home.discord.token}`, 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    expect(answer.ok).toBe(true);
    return answer.status === 204 ? null : answer.json();
  }

  /** The server's owner asks. */
  const ask = async (command: string) =>
    wordsOf(await home.discord.invoke('diagnose', { guildId, options: { command } }));
  const set = (...settings: Parameters<typeof home.discord.setCommand>[2]) =>
    home.discord.setCommand(guildId, ids.get('ping') ?? '', settings);

  it('finds nothing where all is well, and says what was checked', async () => {
    // At first the commands are not compared yet.
    const words = await waitFor(async () => {
      const said = await ask('/ping');
      return !said.includes('could not be checked') && said;
    });

    expect(words).toMatch(/^Nothing speaks against this command\.\n/);
    expect(words.match(/^✅ /gm)).toHaveLength(8);
    expect(words).not.toMatch(/❌|▫️/);
  });

  it('is for people who may manage the server', async () => {
    const reply = await home.use('diagnose', { command: 'ping' }, home.stranger);

    expect(reply.content).toBe('Not allowed. This needs the permission Manage Server.');
  });

  it('finds a command that Discord does not have, and shows its name as the text that it is', async () => {
    const words = await ask(hostile);

    expect(words).toContain('❌ not so: Discord has the command');
    expect(words).toContain(String.raw`\@everyone`);
    expect(words).not.toMatch(/(?<!\\)@everyone(?! \*\*)|<@1>|\u202e/);
  });

  it('finds a command that is not in the code any more', async () => {
    await atDiscord('POST', Routes.applicationCommands(home.discord.applicationId), {
      ...{ name: 'forgotten', type: 1, description: 'Of long ago' },
    });

    expect(await ask('forgotten')).toMatch(
      /✅ Discord has the command\n❌ not so: it is the same[^]*does not have it any more[^]*\/commands sync with delete/,
    );
  });

  it('knows a command of a menu by its name, which has blanks, and a slash command however it was typed', async () => {
    const body = { name: 'Report this', type: 3 };
    await atDiscord('POST', Routes.applicationCommands(home.discord.applicationId), body);

    expect(await ask('Report this')).toMatch(
      /Report this\S* in [^]*✅ Discord has the command\n❌ not so: it is the same/,
    );
    expect(await ask(' /Dice ')).toMatch(/^Nothing speaks against this command\.\n\S*\/dice/);
  });

  it('finds that a command of operators is for their own server', async () => {
    const elsewhere = home.discord.guildIds[1] ?? '';
    const words = wordsOf(
      await home.discord.invoke('diagnose', { guildId: elsewhere, options: { command: 'reconnect' } }),
    );

    expect(words).toMatch(/❌ not so: Discord has the command[^]*this bot has no such command in this server/);
  });

  it('finds a command that is off in this server, by channel and by role', async () => {
    set({ id: (BigInt(guildId) - 1n).toString(), type: 3, permission: false });
    const byChannel = await ask('ping');
    set({ id: guildId, type: 1, permission: false });
    const byRole = await ask('ping');
    set();

    expect(byChannel).toMatch(
      /❌ not so: it is enabled in this channel[^]*Integrations, this bot, the command, Channels/,
    );
    expect(byRole).toMatch(/❌ not so: it is enabled for this role[^]*Roles & Members/);
  });

  it('finds a command that is for others only, and says for whom', async () => {
    expect(await ask('diagnose')).toMatch(
      /❌ not so: it is enabled for this role[^]*It is for members who may: Manage Server\. Else allow it in Server Settings/,
    );
  });

  it('finds a permission that the bot lacks', async () => {
    home.discord.letBot(guildId, '1024');
    const words = await ask('ping');
    home.discord.letBot(guildId, null);

    expect(words).toMatch(
      /❌ not so: the bot has its permissions[^]*Give the bot in this channel: Send Messages, Embed Links\./,
    );
  });

  it('finds a command that is not the same at Discord', async () => {
    const body = { name: 'uptime', type: 1, description: 'Something else' };
    await atDiscord('POST', Routes.applicationCommands(home.discord.applicationId), body);
    await home.use('commands diff', {}); // compares

    expect(await ask('uptime')).toMatch(/✅ Discord has the command\n❌ not so: it is the same/);
  });

  it('tells what went wrong last in this server', async () => {
    const route = 'POST /interactions/:id/:token/callback';
    const fault = home.discord.begin({ fault: 'rest.status', status: 500, scope: { route } });
    await expect(home.discord.invoke('dice', { guildId })).rejects.toThrow('did not respond');
    home.discord.end(fault);
    const words = await waitFor(async () => {
      const said = await ask('dice');
      return said.includes('❌') && said;
    }, home.app);

    expect(words).toMatch(/❌ not so: nothing went wrong with it here lately\nWhat to do\n.* ago: /);
  });

  it('goes on past what Discord does not say, and says so', async () => {
    const fault = home.discord.begin({
      ...{
        fault: 'rest.status',
        status: 500,
        scope: { route: 'GET /applications/:app/guilds/:guild/commands/permissions' },
      },
    });
    const words = await ask('ping');
    home.discord.end(fault);

    expect(words).toContain('▫️ it is enabled in this channel (could not be checked)');
  });

  it('finds that the bot was away a moment ago, longer than Discord waits for an answer', async () => {
    const [shardId, before] = [shardOf(guildId, 2), Date.now()];
    home.discord.refuseGateway('http503');
    home.discord.closeShard(shardId, 4000);
    await waitFor(() => Date.now() - before > 3_500, home.app);
    home.discord.refuseGateway(null);
    await whenOperational(home.app, 60_000);

    expect(await ask('ping')).toMatch(
      /✅ the bot has its permissions[^]*❌ not so: the bot was there[^]*It was away for \d+ s until \d+ m?s ago/,
    );
  });

  it('still tells what went wrong when other commands have failed more often since', async () => {
    const other = home.discord.guildIds.find((id) => shardOf(id, 2) !== shardOf(guildId, 2)) ?? '';
    const askThere = async (command: string) =>
      wordsOf(await home.discord.invoke('diagnose', { guildId: other, options: { command } }));
    const fail = (name: string) => home.discord.invoke(name, { guildId: other });
    const fault = home.discord.begin({
      ...{ fault: 'rest.status', status: 500, scope: { route: 'POST /interactions/:id/:token/callback' } },
    });
    await expect(fail('dice')).rejects.toThrow('did not respond');
    const uses = await Promise.allSettled(['about', 'help', 'invite', 'shards', 'status', 'ping'].map(fail));
    home.discord.end(fault);
    await waitFor(async () => (await askThere('ping')).includes('❌'), home.app);

    expect(uses.filter(({ status }) => status === 'fulfilled')).toEqual([]);
    expect(await askThere('dice')).toMatch(/❌ not so: nothing went wrong with it here lately/);
  });
});

interface Known {
  readonly id: string;
  readonly name: string;
}
