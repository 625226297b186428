import { once } from 'node:events';
import { Client, Events, GatewayIntentBits, MessageFlags, type Interaction } from 'discord.js';
import { EmbeddedDiscord } from '../../src/embedded-discord/embedded-discord.js';

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

  beforeAll(async () => {
    discord = await EmbeddedDiscord.start({ shards: 2, guilds: 40 });
    const made = client(discord);
    made.on(Events.InteractionCreate, (interaction) => void answer(interaction));
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
    const reply = await discord.invoke('slow');

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

  it('asks for nothing that is not there', () => {
    expect(discord.unsupported).toEqual([]);
  });
});
