import { Injectable } from '@nestjs/common';
import { Context, SlashCommand, type SlashCommandContext } from 'necord';
import { EmbeddedDiscord } from '../../src/embedded-discord/embedded-discord.js';
import type { CommandsAnswer } from '../../src/faces/api/commands.answer.js';
import { type BotWith, botWith } from './bot-with.js';
import { waitFor } from './start.js';

const description = 'For a test';
/** Discord's 15 minutes are 3 s here. */
const TIME_FACTOR = '300';

@Injectable()
class Thinkers {
  @SlashCommand({ name: 'thinking', description })
  async thinking(@Context() [interaction]: SlashCommandContext): Promise<void> {
    await interaction.deferReply();
    await interaction.fetchReply(); // to read what was said tells nobody anything
  }

  @SlashCommand({ name: 'good', description })
  async good(@Context() [interaction]: SlashCommandContext): Promise<void> {
    await interaction.deferReply();
    await interaction.editReply('Good');
  }
}

describe('commands that say they think', () => {
  let discord: EmbeddedDiscord;
  let bot: BotWith;
  beforeAll(async () => {
    discord = await EmbeddedDiscord.start({ shards: 1, guilds: 1, traffic: false, mishaps: false, latency: false });
    bot = await botWith([Thinkers], discord, { TIME_FACTOR });
    await waitFor(async () =>
      (await bot.client.application?.commands.fetch())?.some(({ name }) => name === 'thinking'),
    );
  });
  afterAll(async () => {
    await bot.end();
    await discord.stop();
  });

  const uses = async () => {
    const response = await fetch(`${bot.url}/api/v1/commands`);
    const { items } = (await response.json()) as CommandsAnswer;
    return (name: string) => items.find((item) => item.name === name);
  };

  it('and never say more leave their users waiting: that is counted and told', async () => {
    void discord.invoke('thinking').catch(() => undefined); // waits as long as its user would
    await discord.invoke('good');
    const unfinished = await waitFor(async () => {
      const thinking = (await uses())('/thinking');
      return thinking?.sinceStart.unfinished === 1 && thinking;
    });

    expect(unfinished.sinceStart).toMatchObject({ uses: 1, inTime: 1, successRatio: 0 });
    expect(unfinished.lastFailure).toMatchObject({ kind: 'unfinished' });
    expect(unfinished.lastFailure?.words).toContain('until Discord gave up after 15 min');
    expect((await uses())('/good')?.sinceStart).toMatchObject({ uses: 1, inTime: 1, unfinished: 0, successRatio: 1 });
  });
});
