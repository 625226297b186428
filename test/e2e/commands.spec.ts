import { Injectable, type Type } from '@nestjs/common';
import { ActionRowBuilder, ButtonBuilder, ButtonStyle, Routes } from 'discord.js';
import {
  Button,
  Context,
  On,
  SlashCommand,
  type SlashCommandContext,
  Subcommand,
  createCommandGroupDecorator,
} from 'necord';
import { setTimeout as after } from 'node:timers/promises';
import { EmbeddedDiscord } from '../../src/embedded-discord/embedded-discord.js';
import type { CommandUseAnswer } from '../../src/faces/api/command-use.answer.js';
import type { CommandFailuresAnswer, CommandsAnswer } from '../../src/faces/api/commands.answer.js';
import type { EventsAnswer } from '../../src/faces/api/event.answer.js';
import { type BotWith, botWith } from './bot-with.js';
import { waitFor } from './start.js';

const description = 'A command of a test';
/** Commands as an author writes them, good and bad; anew each time, for Necord binds each to the first program that has it. */
function ownCommands(): readonly Type[] {
  const TicketGroup = createCommandGroupDecorator({ name: 'ticket', description });

  @Injectable()
  class OwnCommands {
    @On('guildMemberAdd')
    greet(): void {
      // never hears anything: INTENTS is left as it is
    }

    @SlashCommand({ name: 'good', description })
    async good(@Context() [interaction]: SlashCommandContext): Promise<void> {
      await interaction.deferReply();
      await after(300);
      await interaction.editReply('Good');
    }

    @SlashCommand({ name: 'late', description })
    async late(@Context() [interaction]: SlashCommandContext): Promise<void> {
      await after(3_200);
      await interaction.reply('Late');
    }

    @SlashCommand({ name: 'broken', description })
    broken(): never {
      throw new TypeError('rank is not a function');
    }

    @SlashCommand({ name: 'panel', description })
    async panel(@Context() [interaction]: SlashCommandContext): Promise<void> {
      const button = new ButtonBuilder().setCustomId('worn/7').setLabel('Press').setStyle(ButtonStyle.Primary);
      await interaction.reply({ components: [new ActionRowBuilder<ButtonBuilder>().addComponents(button)] });
    }

    @Button('worn/:id')
    worn(): never {
      throw new Error('nobody is there');
    }

    @SlashCommand({ name: 'silent', description })
    silent(): void {
      // never answers
    }

    @SlashCommand({ name: 'hanging', description })
    hanging(): Promise<never> {
      return new Promise(() => undefined);
    }

    @SlashCommand({ name: 'twice', description })
    async twice(@Context() [interaction]: SlashCommandContext): Promise<void> {
      await interaction.reply('Once');
      await again(interaction);
    }
  }

  @TicketGroup()
  @Injectable()
  class TicketCommands {
    @Subcommand({ name: 'open', description })
    async open(@Context() [interaction]: SlashCommandContext): Promise<void> {
      await interaction.reply('Open');
    }
  }

  return [OwnCommands, TicketCommands];
}

/** What two processes with one token do to each other. */
function again({ client, id, token }: SlashCommandContext[0]): Promise<unknown> {
  return client.rest.post(Routes.interactionCallback(id, token), { auth: false, body: { type: 5 } });
}

describe.each([0, 5_000, -5_000])("commands of an author, with Discord's clock %d ms ahead", (aheadMs) => {
  let discord: EmbeddedDiscord;
  let bot: BotWith;

  beforeAll(async () => {
    discord = await EmbeddedDiscord.start({ shards: 1, guilds: 2, traffic: false, mishaps: false, latency: false });
    discord.clock.offsetMs = aheadMs;
    bot = await botWith(ownCommands(), discord);
    for (const name of ['twice', 'ticket']) await waitFor(() => isKnown(name));
    await bot.client.application?.commands.create({ name: 'forgotten', description });
  });
  afterAll(async () => {
    await bot.end();
    await discord.stop();
  });

  /** A command of the bot's is at Discord once the two were compared. */
  async function isKnown(name: string): Promise<boolean> {
    const known = await bot.client.application?.commands.fetch();
    return known?.some((command) => command.name === name) ?? false;
  }

  async function commandWhen(name: string, isIt: (use: CommandUseAnswer) => boolean): Promise<CommandUseAnswer> {
    return waitFor(async () => {
      const response = await fetch(`${bot.url}/api/v1/commands?limit=200`);
      const { items } = (await response.json()) as CommandsAnswer;
      return items.find((use) => use.name === name && isIt(use));
    });
  }

  it('are counted and timed when they answer, by their whole name', async () => {
    await discord.invoke('ticket open');
    const open = await commandWhen('/ticket open', ({ sinceStart }) => sinceStart.inTime === 1);
    await discord.invoke('good');
    const good = await commandWhen('/good', ({ sinceStart }) => sinceStart.total.p50Ms !== null);

    expect(open).toMatchObject({ kind: 'command', sinceStart: { uses: 1, successRatio: 1 }, lastFailure: null });
    expect(open.sinceStart.ageAtReceipt.p50Ms).toBeLessThan(150);
    expect(good.last5Minutes.total.p50Ms).toBeGreaterThanOrEqual(285);
  });

  it('that answer after 3.2 s are late, with what Discord said of it', async () => {
    await expect(discord.invoke('late')).rejects.toThrow('did not respond');
    const { sinceStart, lastFailure } = await commandWhen('/late', (use) => use.sinceStart.late === 1);

    expect(sinceStart).toMatchObject({ uses: 1, missed: 0, failed: 0, successRatio: 0, codes: [{ code: 10_062 }] });
    expect(lastFailure?.words).toMatch(
      /^answered after 3\.[2-9] s, the deadline is 3 s \(10062 Unknown interaction\)$/,
    );
  });

  it('that throw have failed, although their users get an answer', async () => {
    await discord.invoke('broken');
    const { sinceStart, lastFailure } = await commandWhen('/broken', (use) => use.sinceStart.failed === 1);

    expect(sinceStart).toMatchObject({ uses: 1, inTime: 1, successRatio: 0 });
    expect(lastFailure).toMatchObject({
      kind: 'failed',
      words: 'the handler failed: TypeError: rank is not a function',
    });
  });

  it('of a button that throws are in the log by the name of the button', async () => {
    const { messageId } = await discord.invoke('panel');
    await discord.people.press(messageId ?? '', 'worn/7');
    const entry = await waitFor(async () => {
      const response = await fetch(`${bot.url}/api/v1/events?level=error&source=command&text=failed+with`);
      const { items } = (await response.json()) as EventsAnswer;
      return items.find(({ subject }) => subject === 'worn/7');
    });

    expect(entry.detail).toMatchObject({ error: 'nobody is there' });
  });

  it('that never answer are missed, and that is known at the deadline', async () => {
    const since = Date.now();
    await expect(discord.invoke('silent')).rejects.toThrow('did not respond');
    const { lastFailure } = await commandWhen('/silent', (use) => use.sinceStart.missed === 1);

    expect(lastFailure).toMatchObject({ kind: 'missed', guildId: expect.stringMatching(/^\d+$/) as string });
    expect(lastFailure?.words).toContain('never answered');
    expect(Date.parse(lastFailure?.at ?? '') - since).toBeLessThan(6_000);
  });

  it('that hang are missed, and nobody waits for them for ever', async () => {
    await expect(discord.invoke('hanging')).rejects.toThrow('did not respond');
    const { lastFailure } = await commandWhen('/hanging', (use) => use.sinceStart.missed === 1);

    expect(lastFailure?.words).toContain('never answered');
  });

  it('that Discord offers and the code does not know are said to be so', async () => {
    await expect(discord.invoke('forgotten')).rejects.toThrow('did not respond');
    const { sinceStart, lastFailure } = await commandWhen('/forgotten', (use) => use.sinceStart.unknown === 1);

    expect(sinceStart).toMatchObject({ uses: 1, missed: 0, successRatio: 0 });
    expect(lastFailure?.words).toContain('the code has no handler');
  });

  it('that answer twice are told the code and the way out', async () => {
    await discord.invoke('twice');
    const { sinceStart, lastFailure } = await commandWhen('/twice', (use) => use.sinceStart.refused === 1);

    expect(sinceStart).toMatchObject({ inTime: 1, failed: 0, codes: [{ code: 40_060, count: 1 }] });
    expect(lastFailure?.words).toContain('answered twice');
  });

  it('fail in a server that can be asked for', async () => {
    const response = await fetch(`${bot.url}/api/v1/commands/failures`);
    const { items } = (await response.json()) as CommandFailuresAnswer;

    expect(items.length).toBeGreaterThan(0);
    expect(items[0]?.failures[0]).toMatchObject({ commandKind: 'command', words: expect.any(String) as string });
  });

  it('that listen for what never comes are told so on Status and Health', async () => {
    const words = 'listener for guildMemberAdd never hears anything without GuildMembers';
    for (const page of ['status', 'health']) {
      const html = await (await fetch(`${bot.url}/${page}`, { headers: { accept: 'text/html' } })).text();
      expect(html.replaceAll('&nbsp;', ' ').replaceAll('\u00a0', ' ')).toContain(words);
    }
  });
});
