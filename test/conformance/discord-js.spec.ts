import { once } from 'node:events';
import { Client, Events, GatewayIntentBits, MessageFlags, type Interaction } from 'discord.js';
import { EmbeddedDiscord } from '../../src/embedded-discord/embedded-discord.js';
import { RestWatch } from './rest-watch.js';

/** A stock discord.js, told only where REST is. */
function client(discord: EmbeddedDiscord, shardCount = 2): Client {
  const made = new Client({
    intents: [GatewayIntentBits.Guilds],
    shardCount,
    rest: { api: discord.api, version: '10' },
  });
  made.on('error', () => undefined);
  return made;
}

async function answer(interaction: Interaction): Promise<void> {
  if (!interaction.isChatInputCommand()) return;
  if (interaction.commandName === 'ping') {
    await interaction.reply({
      content: `pong ${interaction.options.getString('word') ?? ''}`,
      flags: MessageFlags.Ephemeral,
    });
  }
  if (interaction.commandName === 'slow') {
    await interaction.deferReply();
    await interaction.editReply({ embeds: [{ title: 'at last' }] });
    const more = await interaction.followUp({ content: 'more' });
    await more.edit('even more');
    await interaction.deleteReply();
  }
}

const commands = [
  {
    name: 'ping',
    description: 'Answers',
    options: [{ type: 3, name: 'word', description: 'What to say', required: true }],
  },
  { name: 'slow', description: 'Answers later' },
  { name: 'mute', description: 'Never answers' },
];

describe('a stock discord.js', () => {
  let discord: EmbeddedDiscord;
  let bot: Client<true>;
  let watch: RestWatch;
  const answered: string[] = [];
  const failures: unknown[] = [];

  beforeAll(async () => {
    discord = await EmbeddedDiscord.start({ shards: 2, guilds: 40 });
    watch = new RestWatch(discord);
    const made = client(discord);
    made.on(Events.InteractionCreate, (interaction) => {
      answer(interaction).then(
        () => answered.push(interaction.id),
        (error: unknown) => failures.push(error),
      );
    });
    await Promise.all([once(made, Events.ClientReady), made.login(discord.token)]);
    bot = made as Client<true>;
    await bot.application.commands.set(commands);
  });

  afterAll(async () => {
    await bot.destroy();
    await discord.stop();
  });

  it('logs in over two shards and sees every guild whole', () => {
    expect(bot.user.username).toBe('Harbormaster');
    expect(bot.guilds.cache.filter((guild) => guild.available).size).toBe(40);
    expect(bot.guilds.cache.every((guild) => guild.members.me !== null && guild.channels.cache.size > 0)).toBe(true);
    expect(discord.sessions).toMatchObject([
      { shardId: 0, isConnected: true },
      { shardId: 1, isConnected: true },
    ]);
  });

  it('answers a command, and the user sees it', async () => {
    const reply = await discord.invoke('ping', { options: { word: 'hello' } });

    expect(reply).toMatchObject({ content: 'pong hello', isEphemeral: true, callbackType: 4 });
    expect(reply.acknowledgedAfterMs).toBeLessThan(3_000);
  });

  it('answers later after a deferral', async () => {
    const before = answered.length;
    const reply = await discord.invoke('slow');
    await vi.waitFor(() => expect(answered.length + failures.length).toBeGreaterThan(before));

    expect(reply).toMatchObject({ callbackType: 5, embeds: [{ title: 'at last' }] });
  });

  it('is told on when it does not answer', async () => {
    await expect(discord.invoke('mute')).rejects.toThrow('did not respond to /mute within 3000 ms');
  });

  it('resumes after a drop, on the resume address, and identifies no more', async () => {
    const before = discord.identifies;
    const resumed = once(bot, Events.ShardResume);

    discord.dropShard(1);
    await resumed;

    expect(discord.identifies).toBe(before);
    expect(discord.sessions[1]).toMatchObject({ isConnected: true, resumes: 1, path: '/resume' });
  });

  it('resumes when it is asked to reconnect', async () => {
    const before = discord.identifies;
    const resumed = once(bot, Events.ShardResume);

    discord.reconnectShard(0);
    await resumed;

    expect(discord.identifies).toBe(before);
  });

  it('sees the bot being added to a server and removed from it', async () => {
    const added = once(bot, Events.GuildCreate);
    const id = discord.addGuild('Brand New');
    await added;
    const removed = once(bot, Events.GuildDelete);
    discord.removeGuild(id);

    expect(await removed).toMatchObject([{ id, name: 'Brand New' }]);
  });

  it('finds itself by asking for members, with no privileged intent', async () => {
    const guild = bot.guilds.cache.first();

    const members = await guild?.members.fetch({ user: [bot.user.id] });

    expect(members?.map(({ id }) => id)).toEqual([bot.user.id]);
  });

  it('writes into a channel, and leaves a server', async () => {
    const guild = bot.guilds.cache.last();
    const channel = guild?.channels.cache.find((one) => one.isTextBased());

    const message = await channel?.send({
      content: 'Good bye',
      files: [{ attachment: Buffer.from('x'), name: 'x.txt' }],
    });
    await guild?.leave();

    expect(message?.attachments.first()?.name).toBe('x.txt');
    expect(discord.guildIds).not.toContain(guild?.id);
  });

  it('asks for nothing that is not there, and gets only what Discord would answer', () => {
    expect(discord.unsupported).toEqual([]);
    expect(failures).toEqual([]);
    expect(watch.problems).toEqual([]);
    expect(watch.isIdle).toBe(false);
  });
});

describe('the login of a stock discord.js', () => {
  let discord: EmbeddedDiscord;

  beforeEach(async () => {
    discord = await EmbeddedDiscord.start({ guilds: 2 });
  });

  afterEach(() => discord.stop());

  it('is rejected with a wrong token', async () => {
    discord.rejectToken(true);

    await expect(client(discord).login(discord.token)).rejects.toMatchObject({ code: 'TokenInvalid' });
  });

  it('is rejected with intents that are not allowed', async () => {
    discord.disallowIntents(true);

    await expect(client(discord).login(discord.token)).rejects.toThrow('Used disallowed intents');
  });

  it('is rejected when the session starts of the day are used up', async () => {
    discord.leaveSessionStarts(1);

    await expect(client(discord).login(discord.token)).rejects.toThrow('Not enough sessions remaining');
  });
});
