import { type ArgumentsHost, Catch, type ExceptionFilter, Logger } from '@nestjs/common';
import { type BaseInteraction, MessageFlags } from 'discord.js';
import { randomUUID } from 'node:crypto';

/** A command that fails still answers: with an id that the log has too, and nothing else. */
@Catch()
export class FailureFilter implements ExceptionFilter {
  private readonly logger = new Logger('Commands');

  async catch(error: unknown, host: ArgumentsHost): Promise<true> {
    const [interaction] = host.getArgByIndex<[BaseInteraction]>(0);
    const id = randomUUID().slice(0, 8);
    this.logger.error(error, `Interaction ${interaction.id} failed (${id})`);
    await this.tell(interaction, `That did not work. The log of the bot has the reason under \`${id}\`.`);
    return true; // Necord hands anything else on as an error of the whole client
  }

  private async tell(interaction: BaseInteraction, content: string): Promise<void> {
    if (!interaction.isRepliable()) return;
    try {
      if (interaction.replied || interaction.deferred)
        await interaction.followUp({ content, flags: MessageFlags.Ephemeral });
      else await interaction.reply({ content, flags: MessageFlags.Ephemeral });
    } catch (error) {
      this.logger.warn(error, `Interaction ${interaction.id} could not be answered either`);
    }
  }
}
