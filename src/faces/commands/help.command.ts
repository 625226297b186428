import { Injectable, UseInterceptors } from '@nestjs/common';
import { EmbedBuilder } from 'discord.js';
import {
  Button,
  type ButtonContext,
  ComponentParam,
  Context,
  Options,
  SlashCommand,
  type SlashCommandContext,
  StringOption,
} from 'necord';
import { type Answer, answerInTime, turnInTime } from './answer.js';
import { colourOf } from './colours.js';
import { CommandList, type ListedCommand, type ListedOption, descriptionFor } from './command.list.js';
import { CommandSuggestions } from './command.suggestions.js';
import { namedOf, namesIn, wordOf } from './named-command.js';
import { pageOf, turning } from './pages.js';
import { type Words, described, wordsFor } from './words/words.js';

/** Commands on one page. */
const PAGE_SIZE = 15;

type Used = SlashCommandContext[0] | ButtonContext[0];

export class HelpOptions {
  @StringOption({ name: 'command', ...described(({ help }) => help.option), max_length: 32, autocomplete: true })
  readonly command!: string | null;
}

@Injectable()
export class HelpCommand {
  constructor(private readonly list: CommandList) {}

  @UseInterceptors(CommandSuggestions)
  @SlashCommand({ name: 'help', ...described(({ help }) => help.description) })
  async show(@Context() [interaction]: SlashCommandContext, @Options() { command }: HelpOptions): Promise<void> {
    const answer = command === null ? this.all(interaction, 0) : this.one(interaction, command);
    await answerInTime(interaction, answer);
  }

  @Button('help/:page')
  async turn(@Context() [interaction]: ButtonContext, @ComponentParam('page') page: string): Promise<void> {
    await turnInTime(interaction, this.all(interaction, Number(page)));
  }

  private all(interaction: Used, wanted: number): Answer {
    const words = wordsFor(interaction);
    const page = pageOf(this.list.seenIn(interaction.guildId), wanted, PAGE_SIZE);
    const lines = page.items.map((one) => `**${wordOf(one)}** ${descriptionFor(one, interaction.locale)}`);
    const embed = new EmbedBuilder()
      .setTitle(words.help.title)
      .setColor(colourOf.starting)
      .setDescription(lines.join('\n'))
      .setFooter({ text: footer(page, words) });
    return { embeds: [embed], components: page.pages === 1 ? [] : turning('help', page, words) };
  }

  private one(interaction: Used, typed: string): Answer {
    const { help } = wordsFor(interaction);
    const command = namedOf(this.list.seenIn(interaction.guildId), namesIn(typed));
    if (!command) return { content: help.unknown };
    const embed = new EmbedBuilder()
      .setTitle(wordOf(command))
      .setColor(colourOf.starting)
      .setDescription(descriptionFor(command, interaction.locale) || null)
      .addFields(
        { name: help.takes, value: optionLines(command.options ?? [], interaction.locale, help) },
        { name: help.for, value: forWhom(command, help) },
      );
    return { embeds: [embed] };
  }
}

function optionLines(options: readonly ListedOption[], locale: string, words: Words['help']): string {
  if (options.length === 0) return words.nothing;
  const lines = options.map((option) => {
    const needed = option.required === true ? ` (${words.required})` : '';
    return `\`${option.name}\`${needed} ${descriptionFor(option, locale)}`;
  });
  return lines.join('\n').slice(0, 1_024);
}

function forWhom({ isForOperators, isReserved }: ListedCommand, words: Words['help']): string {
  if (isForOperators) return words.operators;
  return isReserved ? words.some : words.everybody;
}

function footer({ page, pages }: { readonly page: number; readonly pages: number }, words: Words): string {
  return pages === 1 ? words.help.footer : `${words.page(page + 1, pages)}. ${words.help.footer}`;
}
