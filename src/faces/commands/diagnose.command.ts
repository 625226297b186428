import { Injectable, UseInterceptors } from '@nestjs/common';
import { InteractionContextType, PermissionFlagsBits } from 'discord.js';
import {
  ChannelOption,
  Context,
  Options,
  RoleOption,
  SlashCommand,
  type SlashCommandContext,
  StringOption,
} from 'necord';
import { type Answer, answerInTime } from './answer.js';
import { CommandSuggestions } from './command.suggestions.js';
import { diagnosisAnswer } from './diagnosis-words.js';
import { DiagnosisFinder } from './diagnosis.finder.js';
import { described, wordsFor } from './words/words.js';

/** Somebody or something in Discord, as far as it is needed here. */
interface Named {
  readonly id: string;
}

export class DiagnoseOptions {
  @StringOption({
    name: 'command',
    ...described(({ diagnose }) => diagnose.command),
    required: true,
    max_length: 100,
    autocomplete: true,
  })
  readonly command!: string;

  @ChannelOption({ name: 'channel', ...described(({ diagnose }) => diagnose.channel) })
  readonly channel!: Named | null;

  @RoleOption({ name: 'role', ...described(({ diagnose }) => diagnose.role) })
  readonly role!: Named | null;
}

@Injectable()
export class DiagnoseCommand {
  constructor(private readonly finder: DiagnosisFinder) {}

  @UseInterceptors(CommandSuggestions)
  @SlashCommand({
    name: 'diagnose',
    ...described(({ diagnose }) => diagnose.description),
    defaultMemberPermissions: PermissionFlagsBits.ManageGuild,
    contexts: [InteractionContextType.Guild],
  })
  async show(@Context() [interaction]: SlashCommandContext, @Options() options: DiagnoseOptions): Promise<void> {
    const isAdmin = interaction.memberPermissions?.has(PermissionFlagsBits.ManageGuild) ?? false;
    const { diagnose } = wordsFor(interaction);
    await answerInTime(interaction, isAdmin ? this.answer(interaction, options) : { content: diagnose.admins });
  }

  private async answer(interaction: SlashCommandContext[0], options: DiagnoseOptions): Promise<Answer> {
    const { guildId } = interaction;
    const words = wordsFor(interaction);
    if (guildId === null) return { content: words.diagnose.admins };
    const channelId = options.channel?.id ?? interaction.channelId;
    const place = { typed: options.command, guildId, channelId, roleId: options.role?.id ?? guildId };
    return diagnosisAnswer(place, await this.finder.find(interaction, place), words);
  }
}
