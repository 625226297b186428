import { ActionRowBuilder, ButtonBuilder, ButtonStyle } from 'discord.js';
import type { ActionState } from '../../model/action-state.js';
import { type Wish, actionWords } from '../../model/action.js';
import type { Cost } from '../../model/cost.js';
import { Conflict, NotAllowed, Unavailable } from '../../model/errors.js';
import type { Answer } from './answer.js';
import type { Words } from './words/words.js';

/** Discord's limit for the text of a message: https://docs.discord.com/developers/resources/message#create-message */
const LONGEST_TEXT = 2_000;

/** What it costs, and a button. */
export function askWords({ id, action }: Wish, { words: cost }: Cost, { ask, buttons }: Words): Answer {
  const { words: what } = actionWords(action);
  const button = new ButtonBuilder()
    .setCustomId(`confirm/${id}`)
    .setLabel(buttons.confirm)
    .setStyle(ButtonStyle.Danger);
  return {
    content: short(`${ask(what)}\n${cost.join('\n')}`),
    components: [new ActionRowBuilder<ButtonBuilder>().addComponents(button)],
  };
}

export function outcomeWords({ number, outcome, text }: ActionState, { outcome: signs, inAudit }: Words): Answer {
  const sign = outcome === 'done' || outcome === 'failed' ? signs[outcome] : signs.unknown;
  return { content: short(`**${sign}.** ${text}\n${inAudit(number)}`), components: [] };
}

/** Why nothing was done. @throws what is no refusal */
export function refusalWords(error: unknown, words: Words): Answer {
  if (error instanceof NotAllowed) return { content: words.notAllowed(error.message), components: [] };
  if (error instanceof Conflict) return { content: words.notNow(error.message), components: [] };
  if (!(error instanceof Unavailable)) throw error;
  return { content: words.nothingDone(error.message), components: [] };
}

function short(text: string): string {
  return text.slice(0, LONGEST_TEXT);
}
