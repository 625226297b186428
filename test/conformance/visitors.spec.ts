import {
  ActionRowBuilder,
  ApplicationCommandOptionType,
  ButtonBuilder,
  ButtonStyle,
  Client,
  type Interaction,
  ModalBuilder,
  TextInputBuilder,
  TextInputStyle,
} from 'discord.js';
import { EmbeddedDiscord } from '../../src/embedded-discord/embedded-discord.js';
import { waitFor } from '../e2e/start.js';

/** A bot whose answer has a button, whose button opens a form, and whose option suggests. */
async function answer(interaction: Interaction): Promise<void> {
  if (interaction.isAutocomplete()) return interaction.respond([{ name: 'apple', value: 'apple' }]);
  if (interaction.isChatInputCommand()) {
    const button = new ButtonBuilder({ customId: 'more', label: 'More', style: ButtonStyle.Primary });
    await interaction.reply({
      content: 'One',
      components: [new ActionRowBuilder<ButtonBuilder>().addComponents(button)],
    });
  } else if (interaction.isButton()) {
    const input = new TextInputBuilder({ customId: 'why', label: 'Why?', style: TextInputStyle.Short });
    const rows = [new ActionRowBuilder<TextInputBuilder>().addComponents(input)];
    await interaction.showModal(new ModalBuilder({ customId: 'form', title: 'More' }).addComponents(...rows));
  } else if (interaction.isModalSubmit()) {
    await interaction.reply(`Because: ${interaction.fields.getTextInputValue('why')}`);
  }
}

describe('the people of the embedded Discord', () => {
  let discord: EmbeddedDiscord;
  let client: Client;
  afterEach(async () => {
    await client.destroy();
    await discord.stop();
  });

  it('use commands, type options, press buttons and fill in forms, by themselves', async () => {
    const rates = { commandsPerMinute: 600, messagesPerMinute: 0, membersPerMinute: 0 };
    discord = await EmbeddedDiscord.start({ shards: 1, guilds: 3, traffic: true, ...rates });
    client = new Client({ intents: ['Guilds'], rest: { api: discord.api } });
    const seen = new Set<string>();
    client.on('interactionCreate', (interaction) => {
      seen.add(interaction.constructor.name);
      answer(interaction).catch(() => undefined); // at the end of the test nobody is there any more
    });
    client.once('clientReady', () => {
      const type = ApplicationCommandOptionType.String;
      const options = [{ name: 'fruit', description: 'Which?', type, autocomplete: true } as const];
      void client.application?.commands.set([{ name: 'eat', description: 'Eats something', options }]);
    });
    await client.login(discord.token);

    const kinds = [
      'AutocompleteInteraction',
      'ChatInputCommandInteraction',
      'ButtonInteraction',
      'ModalSubmitInteraction',
    ];
    await waitFor(() => kinds.every((kind) => seen.has(kind)));
    expect(discord.unsupported).toEqual([]);
  });

  it('do nothing where their rate is 0', async () => {
    const rates = { commandsPerMinute: 0, messagesPerMinute: 600, membersPerMinute: 0 };
    discord = await EmbeddedDiscord.start({ shards: 1, guilds: 3, traffic: true, ...rates });
    client = new Client({ intents: ['Guilds', 'GuildMessages'], rest: { api: discord.api } });
    const seen: string[] = [];
    client.on('interactionCreate', () => seen.push('interaction'));
    client.on('messageCreate', () => seen.push('message'));
    client.once('clientReady', () => void client.application?.commands.set([{ name: 'eat', description: 'Eats' }]));
    await client.login(discord.token);
    await waitFor(() => seen.length >= 10);

    expect(new Set(seen)).toEqual(new Set(['message']));
  });
});
