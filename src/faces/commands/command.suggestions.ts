import { Injectable, Logger } from '@nestjs/common';
import { type AutocompleteContext, AutocompleteInterceptor } from 'necord';
import { CommandList } from './command.list.js';
import { wordOf } from './named-command.js';
import { MOST_SUGGESTIONS } from './shard.suggestions.js';

/** Suggests commands while their name is typed: those that the server has. */
@Injectable()
export class CommandSuggestions extends AutocompleteInterceptor {
  private readonly logger = new Logger('Suggestions');

  constructor(private readonly list: CommandList) {
    super();
  }

  /** Never rejects: Necord does not wait for it. */
  override async transformOptions(interaction: AutocompleteContext[0]): Promise<void> {
    const typed = String(interaction.options.getFocused()).replace(/^\//, '').toLowerCase();
    const names = this.list
      .seenIn(interaction.guildId)
      .filter(({ name }) => name.toLowerCase().includes(typed))
      .map((command) => ({ name: wordOf(command), value: command.name }));
    try {
      await interaction.respond(names.slice(0, MOST_SUGGESTIONS));
    } catch (error) {
      this.logger.debug(error, 'Commands could not be suggested');
    }
  }
}
