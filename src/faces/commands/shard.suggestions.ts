import { Injectable, Logger } from '@nestjs/common';
import { type AutocompleteContext, AutocompleteInterceptor } from 'necord';
import { phaseWord } from '../../model/phase-words.js';
import { StatusService } from '../../monitor/status.service.js';

/** Discord's limit: https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-response-object-autocomplete */
export const MOST_SUGGESTIONS = 25;

/** Suggests shards while their number is typed. */
@Injectable()
export class ShardSuggestions extends AutocompleteInterceptor {
  private readonly logger = new Logger('Suggestions');

  constructor(private readonly status: StatusService) {
    super();
  }

  /** Never rejects: Necord does not wait for it. */
  override async transformOptions(interaction: AutocompleteContext[0]): Promise<void> {
    const typed = String(interaction.options.getFocused());
    const found = this.status.now().shards.filter(({ id }) => String(id).startsWith(typed));
    const choices = found.map(({ id, phase }) => ({ name: `${id} - ${phaseWord[phase]}`, value: id }));
    try {
      await interaction.respond(choices.slice(0, MOST_SUGGESTIONS));
    } catch (error) {
      this.logger.debug(error, 'Shards could not be suggested');
    }
  }
}
