import { type ArgumentsHost, Catch, type ExceptionFilter, Logger } from '@nestjs/common';
import { BaseInteraction, MessageFlags } from 'discord.js';
import { randomUUID } from 'node:crypto';
import { logNote } from '../../model/log-entry.js';
import { plainLine } from '../../model/plain-line.js';
import { errorDetail } from '../../monitor/error-detail.js';
import { EventLog } from '../../monitor/event-log.js';
import { wordsFor } from './words/words.js';

/**
 * A command that fails still answers: with an id that the log has too, and nothing else. It stands for all that Discord
 * calls, the bot's own commands and listeners included.
 */
@Catch()
export class FailureFilter implements ExceptionFilter {
  private readonly logger = new Logger('Command failures');

  constructor(private readonly log: EventLog) {}

  async catch(error: unknown, host: ArgumentsHost): Promise<true> {
    const [asked] = host.getArgByIndex<[unknown]>(0);
    const id = randomUUID().slice(0, 8);
    this.logger.error(error, `${nameOf(asked)} failed (${id})`);
    this.note(error, asked, id);
    if (isInteraction(asked)) await this.tell(asked, wordsFor(asked).failed(id));
    return true; // Necord hands anything else on as an error of the whole client
  }

  private note(error: unknown, asked: unknown, id: string): void {
    const guild = isInteraction(asked) ? asked.guild : null;
    const about = { shardId: guild?.shardId ?? null, guildId: guild?.id ?? null, guildName: guild?.name ?? null };
    const detail = { reference: id, ...errorDetail(error) };
    const text = `failed with an error (${id})`;
    this.log.note(logNote({ level: 'error', source: 'command', subject: nameOf(asked), text, ...about, detail }));
  }

  private async tell(interaction: BaseInteraction, content: string): Promise<void> {
    if (!interaction.isRepliable()) return;
    try {
      if (interaction.replied || interaction.deferred)
        await interaction.followUp({ content, flags: MessageFlags.Ephemeral });
      else await interaction.reply({ content, flags: MessageFlags.Ephemeral });
    } catch (error) {
      this.logger.warn(error, `${nameOf(interaction)} could not be answered either`);
    }
  }
}

/** As the event log names a use of it. */
function nameOf(asked: unknown): string {
  if (!isInteraction(asked)) return 'A listener';
  if (asked.isChatInputCommand() || asked.isAutocomplete()) {
    const { commandName, options } = asked;
    const parts = [`/${commandName}`, options.getSubcommandGroup(false), options.getSubcommand(false)];
    return parts.filter((part) => part !== null).join(' ');
  }
  if (asked.isMessageComponent() || asked.isModalSubmit()) return plainLine(asked.customId);
  return asked.isCommand() ? asked.commandName : `Interaction ${asked.id}`;
}

function isInteraction(asked: unknown): asked is BaseInteraction {
  return asked instanceof BaseInteraction;
}
