import type { Reply } from '../../src/embedded-discord/interactions/reply.js';
import { Home, wordsOf } from './home.js';
import { statusWhen } from './status.js';

const names = ['about', 'dice', 'help', 'invite', 'ping', 'shards', 'status', 'uptime'] as const;

describe('slash commands for everybody', () => {
  let home: Home;
  beforeAll(async () => {
    home = await Home.start({ GATEWAY_SHARDS: '12' }, { heartbeatIntervalMs: 2_000 });
    await statusWhen(home.app, ({ shards }) => shards.every(({ latencyMs }) => latencyMs !== null));
  });
  afterAll(() => home.stop());

  /** Somebody without any role, in a server that is not the home of operators. */
  const use = (name: string, options = {}): Promise<Reply> =>
    home.discord.invoke(name, { guildId: home.discord.guildIds[1] ?? '', userId: home.stranger, options });
  const press = (reply: Reply, button: string) => home.press(reply, button, home.stranger);

  it('/status says the verdict first, since when, and how the shard of this server is', async () => {
    const reply = await use('status');

    expect(reply.isEphemeral).toBe(true);
    expect(wordsOf(reply)).toMatch(/^Operational - all 12 shards answer\nSince\n.* ago\n/);
    expect(wordsOf(reply)).toMatch(/This server\nShard \d+: ready, latency \d+\s?ms, heartbeat acknowledged .* ago/);
  });

  it('/status is told anew by its button, in the same message', async () => {
    const reply = await use('status');
    const anew = await press(reply, 'status/0');

    expect(anew).toMatchObject({ messageId: reply.messageId, callbackType: 7 });
    expect(wordsOf(anew)).toContain('Operational');
  });

  it('/ping names each latency, and says how old it is', async () => {
    const words = wordsOf(await use('ping'));

    expect(words).toMatch(/Discord to bot\n\d+\s?ms \(just now\)/);
    expect(words).toMatch(/Bot to Discord\n\d+\s?ms \(just now\)/);
    expect(words).toMatch(/Heartbeat of shard \d+\n\d+\s?ms \(measured .* ago\)/);
  });

  it('/shards shows ten on a page, turns to the next, and comes back', async () => {
    const first = await use('shards');
    const second = await press(first, 'shards/1');
    const back = await press(second, 'shards/0');

    expect(wordsOf(first)).toMatch(/\*\*#0\*\* Ready, \d+\s?ms, \d+ servers?, heartbeat .* ago/);
    expect(wordsOf(first)).toContain('12 of 12 shards answer. Page 1 of 2');
    expect(wordsOf(second)).toContain('**#11**');
    expect(wordsOf(second)).not.toContain('**#9**');
    expect(wordsOf(back)).toContain('**#9**');
  });

  it('/shards turns to the page of a shard, marks the own one, and knows which there are', async () => {
    expect(wordsOf(await use('shards', { shard: 11 }))).toContain('Page 2 of 2');
    expect(wordsOf(await use('shards', { shard: 99 }))).toBe('There is no shard 99.');
    expect(wordsOf(await use('shards')) + wordsOf(await use('shards', { shard: 11 }))).toContain('(this server)');
  });

  it('/shards suggests shards by the digits that are typed', async () => {
    const where = { guildId: home.discord.guildIds[1] ?? '', userId: home.stranger };
    const { choices } = await home.discord.people.complete('shards', {
      ...where,
      focused: 'shard',
      options: { shard: '1' },
    });

    expect(choices).toEqual([1, 10, 11].map((value) => ({ name: `${value} - Ready`, value })));
  });

  it('/uptime says for which share of the time the bot has answered', async () => {
    const words = wordsOf(await use('uptime'));

    expect(words).toMatch(/^Operational - /);
    expect(words).toMatch(/This process\nruns for /);
    expect(words).toMatch(/Last hour\n\d+.*%\n24 hours\n/);
  });

  it('/about says what the bot is, its verdict and its version', async () => {
    expect(wordsOf(await use('about'))).toMatch(/^Shardwatch\nOperational - [^]*discord\.js \d+/);
  });

  it('/help lists what there is for everybody, and explains one of them', async () => {
    const words = wordsOf(await use('help'));
    const one = wordsOf(await use('help', { command: '/shards' }));

    for (const name of names) expect(words).toContain(`**/${name}** `);
    expect(words).not.toContain('/reconnect');
    expect(one).toMatch(/^\/shards\n[^]*Takes\n`shard` The page with this shard\nFor\neverybody$/);
    expect(wordsOf(await use('help', { command: 'reconnect' }))).toMatch(/^There is no such command here/);
  });

  it('/help lists and suggests the commands of operators at home', async () => {
    const { choices } = await home.discord.people.complete('help', {
      ...{ guildId: home.discord.guildIds[0] ?? '', userId: home.stranger },
      ...{ focused: 'command', options: { command: 'recon' } },
    });

    expect(wordsOf(await home.use('help', {}, home.stranger))).toContain('**/reconnect**');
    expect(choices).toEqual([{ name: '/reconnect', value: 'reconnect' }]);
  });

  it('/invite has a link to add the bot to a server', async () => {
    const { components, content } = await use('invite');

    expect(content).toContain('add the bot');
    expect(JSON.stringify(components)).toMatch(/"url":"[^"]*\/oauth2\/authorize\?client_id=\d+/);
  });

  it.each(names)('/%s works in direct messages with the bot', async (name) => {
    const reply = await home.discord.invoke(name, { isDirect: true });

    expect(wordsOf(reply)).not.toBe('');
    expect(wordsOf(reply)).not.toContain('did not work');
  });

  it('answer whoever asked alone: nobody else sees their buttons', async () => {
    const reply = await use('status');

    await expect(home.press(reply, 'status/0', home.discord.ownerId)).rejects.toThrow('does not see');
  });
});
