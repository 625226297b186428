import { type Wire, asList, asObject, asText } from '../wire.js';
import { CALLBACK, type Interaction, KIND } from '../interactions/interaction.js';
import { invalidForm } from '../discord-error.js';
import { FormErrors } from './form-errors.js';

/** https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-response-object-autocomplete */
const CHOICES = 25;
const CHOICE_LENGTH = 100;

const { message, deferredMessage, deferredUpdate, update, choices, modal, premium, activity } = CALLBACK;
/** Ways to answer each kind of interaction. A PONG (1) answers a PING, and none comes by the gateway. */
const allowed: Readonly<Record<number, readonly number[]>> = {
  [KIND.command]: [message, deferredMessage, modal, premium, activity],
  [KIND.component]: [message, deferredMessage, deferredUpdate, update, modal, premium, activity],
  [KIND.autocomplete]: [choices],
  [KIND.modal]: [message, deferredMessage, premium, activity],
};

/** The type of a callback. @throws {DiscordError} 50035 when this interaction cannot be answered so */
export function checkType({ use }: Interaction, type: unknown): number {
  // A modal that came from a component may change the message of that component.
  const more = use.kind === KIND.modal && use.message ? [deferredUpdate, update] : [];
  const fitting = [...(allowed[use.kind] ?? []), ...more].sort((a, b) => a - b);
  if (typeof type === 'number' && fitting.includes(type)) return type;
  if (type === undefined || type === null) {
    throw invalidForm({ type: { _errors: [{ code: 'BASE_TYPE_REQUIRED', message: 'This field is required' }] } });
  }
  const words = `Value must be one of {${fitting.join(', ')}}.`;
  throw invalidForm({ type: { _errors: [{ code: 'BASE_TYPE_CHOICES', message: words }] } });
}

/** The suggestions of an autocomplete. @throws {DiscordError} 50035 */
export function checkChoices(data: Wire): Wire[] {
  const errors = new FormErrors();
  const list = asList(data['choices']);
  if (!Array.isArray(data['choices'])) errors.required(['data', 'choices']);
  if (list.length > CHOICES) errors.tooLong(['data', 'choices'], CHOICES);
  list.forEach((value, number) => {
    const choice = asObject(value) ?? {};
    const length = asText(choice['name'])?.length ?? 0;
    if (length < 1 || length > CHOICE_LENGTH) errors.badLength(['data', 'choices', number, 'name'], 1, CHOICE_LENGTH);
    const { value: chosen } = choice;
    const path = ['data', 'choices', number, 'value'];
    if (typeof chosen !== 'string' && typeof chosen !== 'number') errors.required(path);
    else if (typeof chosen === 'string' && chosen.length > CHOICE_LENGTH) errors.tooLong(path, CHOICE_LENGTH);
  });
  errors.throwIfAny();
  return list.map((choice) => asObject(choice) ?? {});
}
