import { type ActionRowBuilder, type ButtonBuilder, type EmbedBuilder, MessageFlags } from 'discord.js';
import type { ButtonContext, SlashCommandContext } from 'necord';
import { setTimeout as sleep } from 'node:timers/promises';

/** Milliseconds after which Discord is told that it takes longer; it waits for 3 s. */
const DEFER_AFTER_MS = 500;

/** What a person gets to see. */
export interface Answer {
  readonly content?: string;
  readonly embeds?: EmbedBuilder[];
  readonly components?: ActionRowBuilder<ButtonBuilder>[];
}

/** Answers a command for whoever used it alone: at once where that is possible, and else later. */
export async function answerInTime(
  interaction: SlashCommandContext[0],
  answer: Answer | Promise<Answer>,
): Promise<void> {
  const early = await soon(answer);
  if (early) return void (await interaction.reply({ ...early, flags: MessageFlags.Ephemeral }));
  await interaction.deferReply({ flags: MessageFlags.Ephemeral });
  await interaction.editReply(await answer);
}

/** Puts another answer in the place of the one whose button was pressed. */
export async function turnInTime(interaction: ButtonContext[0], answer: Answer | Promise<Answer>): Promise<void> {
  const early = await soon(answer);
  if (early) return void (await interaction.update(whole(early)));
  await interaction.deferUpdate();
  await interaction.editReply(whole(await answer));
}

function soon(answer: Answer | Promise<Answer>): Promise<Answer | null> {
  return Promise.race([answer, sleep(DEFER_AFTER_MS, null, { ref: false })]);
}

/** Of the message before, nothing stays. */
function whole({ content, embeds, components }: Answer): Required<Answer> {
  return { content: content ?? '', embeds: embeds ?? [], components: components ?? [] };
}
