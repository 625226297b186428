import { Injectable, Logger } from '@nestjs/common';
import { ActionRowBuilder, ButtonBuilder, ButtonStyle, OAuth2Scopes } from 'discord.js';
import { Context, SlashCommand, type SlashCommandContext } from 'necord';
import { type Answer, answerInTime } from './answer.js';
import { type Words, described, wordsFor } from './words/words.js';

type Client = SlashCommandContext[0]['client'];
type ClientApplication = Client['application'];

@Injectable()
export class InviteCommand {
  private readonly logger = new Logger('Commands');

  @SlashCommand({ name: 'invite', ...described(({ invite }) => invite.description) })
  async show(@Context() [interaction]: SlashCommandContext): Promise<void> {
    await answerInTime(interaction, this.answer(interaction.client, wordsFor(interaction)));
  }

  private async answer(client: Client, { invite }: Words): Promise<Answer> {
    const application = await this.whole(client.application);
    if (application.botPublic === false) return { content: invite.private };
    const button = new ButtonBuilder()
      .setStyle(ButtonStyle.Link)
      .setLabel(invite.button)
      .setURL(linkOf(client, application));
    return { content: invite.text, components: [new ActionRowBuilder<ButtonBuilder>().addComponents(button)] };
  }

  /** At a sign-in Discord says little of the application. What it does not say now, it need not: the link works without. */
  private async whole(known: ClientApplication): Promise<ClientApplication> {
    if (known.botPublic !== null) return known;
    try {
      return await known.fetch();
    } catch (error) {
      this.logger.warn(error, 'Discord did not say whether the bot is public');
      return known;
    }
  }
}

/** The link of the owner's own where there is one, else Discord's. */
function linkOf(client: Client, { customInstallURL, installParams }: ClientApplication): string {
  if (customInstallURL !== null) return customInstallURL;
  const { scopes, permissions } = installParams ?? {
    scopes: [OAuth2Scopes.Bot, OAuth2Scopes.ApplicationsCommands],
    permissions: 0n,
  };
  return client.generateInvite({ scopes, permissions });
}
