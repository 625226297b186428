import { once } from 'node:events';
import { ApplicationCommandOptionTypes, ApplicationCommandTypes, Client, type CommandInteraction } from 'oceanic.js';
import { EmbeddedDiscord } from '../../src/embedded-discord/embedded-discord.js';
import { RestWatch } from './rest-watch.js';

/** A stock oceanic.js, told only where REST is. */
function client(discord: EmbeddedDiscord, compress: 'zlib-stream' | false): Client {
  const made = new Client({
    auth: `Bot ${discord.token}`,
    rest: { baseURL: `${discord.api}/v10` },
    gateway: { intents: ['GUILDS'], maxShards: 3, compress, compressLibrary: 'native' },
  });
  made.on('error', () => undefined);
  return made;
}

async function answer(interaction: CommandInteraction): Promise<void> {
  await interaction.defer();
  const word = interaction.data.options.getString('word') ?? '';
  await interaction.editOriginal({ content: `first ${word}` });
  await interaction.editOriginal({ content: `then ${word}` });
  const { message } = await interaction.createFollowup({ content: 'more', flags: 64 });
  await interaction.editFollowup(message?.id ?? '', { content: 'even more' });
}

describe.each(['zlib-stream', false] as const)('a stock oceanic.js, compressing by %s', (compress) => {
  let discord: EmbeddedDiscord;
  let bot: Client;
  let watch: RestWatch;
  let failure: unknown = null;
  let edited = false;

  beforeAll(async () => {
    discord = await EmbeddedDiscord.start({ shards: 3, guilds: 30 });
    watch = new RestWatch(discord);
    bot = client(discord, compress);
    bot.on('interactionCreate', (interaction) => {
      if (!interaction.isCommandInteraction()) return;
      answer(interaction).then(
        () => (edited = true),
        (error: unknown) => (failure = error),
      );
    });
    await Promise.all([once(bot, 'ready'), bot.connect()]);
  });

  afterAll(async () => {
    bot.disconnect(false);
    await discord.stop();
  });

  it('logs in over three shards and sees every guild whole', async () => {
    await vi.waitFor(() => expect(bot.guilds.size).toBe(30));

    expect(bot.user.username).toBe('Harbormaster');
    expect(discord.sessions).toMatchObject([{ shardId: 0 }, { shardId: 1 }, { shardId: 2 }]);
    expect(bot.guilds.every((guild) => guild.channels.size > 0 && guild.roles.size > 0)).toBe(true);
  });

  it('registers a command and answers it, edits the answer and follows up', async () => {
    const name = 'say';
    const options = [{ type: ApplicationCommandOptionTypes.STRING, name: 'word', description: 'What', required: true }];
    await bot.application.bulkEditGlobalCommands([
      { type: ApplicationCommandTypes.CHAT_INPUT, name, description: 'Says it', options } as never,
    ]);

    const reply = await discord.invoke(name, { options: { word: 'hello' } });

    expect(reply).toMatchObject({ callbackType: 5, content: 'first hello' });
    expect(failure).toBeNull();
  });

  it('resumes after a drop, and identifies no more', async () => {
    const before = discord.identifies;
    const resumed = once(bot, 'shardResume');

    discord.dropShard(1);
    await resumed;

    expect(discord.identifies).toBe(before);
    expect(discord.sessions[1]).toMatchObject({ isConnected: true, resumes: 1, path: '/resume' });
  });

  it('asks for nothing that is not there, and gets only what Discord would answer', async () => {
    await vi.waitFor(() => expect(edited).toBe(true));

    expect(discord.unsupported).toEqual([]);
    expect(watch.problems).toEqual([]);
    expect(watch.isIdle).toBe(false);
  });
});
