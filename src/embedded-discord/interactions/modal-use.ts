import { type Wire, asList, asObject, asText } from '../wire.js';
import { COMPONENT, checkValues } from './component-use.js';
import { type Interaction, KIND, type Use } from './interaction.js';
import { type Reply, replyOf } from './reply.js';
import type { Stage } from './stage.js';

/** What somebody filled in, by the `custom_id` of the field: text, or a list of chosen values. */
export type Filled = Readonly<Record<string, string | readonly string[]>>;

/**
 * Fills in the modal that answered an interaction and sends it, as the one who was shown it.
 *
 * @throws {Error} when there is no such modal, when it would not take these values, or when nobody acknowledged within 3 s
 */
export async function submit(stage: Stage, interactionId: string, filled: Filled): Promise<Reply> {
  const trigger = stage.interactions.get(interactionId);
  if (!trigger?.modal) throw new Error(`Interaction ${interactionId} was not answered with a modal`);
  return replyOf(await stage.interactions.open(modalUse(trigger, trigger.modal, filled)).answer);
}

function modalUse(trigger: Interaction, modal: Wire, filled: Filled): Use {
  const customId = asText(modal['custom_id']) ?? '';
  const taken = new Set<string>();
  const components = asList(modal['components']).map((component) => filledIn(component, filled, taken));
  const strange = Object.keys(filled).find((name) => !taken.has(name));
  if (strange !== undefined) throw new Error(`The modal "${customId}" has no field "${strange}"`);
  const { guild, channel, user, permissions, message } = trigger.use;
  const data = { custom_id: customId, components };
  const title = `the modal "${customId}"`;
  return { kind: KIND.modal, title, data, guild, channel, user, permissions, command: null, message, trigger };
}

/** A component as it comes back: its kind, its names and what is in it. */
function filledIn(value: unknown, filled: Filled, taken: Set<string>): Wire {
  const component = asObject(value) ?? {};
  const { type, id } = component;
  const [inside, single] = [asList(component['components']), component['component']];
  if (inside.length > 0) return { type, id, components: inside.map((one) => filledIn(one, filled, taken)) };
  if (single !== undefined) return { type, id, component: filledIn(single, filled, taken) };
  const customId = asText(component['custom_id']);
  if (customId === null) return { type, id };
  taken.add(customId);
  if (type === COMPONENT.textInput)
    return { type, id, custom_id: customId, value: textOf(component, filled[customId]) };
  const values = asList(filled[customId]).map(String);
  checkValues(component, values);
  return { type, id, custom_id: customId, values };
}

function textOf(component: Wire, given: Filled[string] | undefined): string {
  const text = typeof given === 'string' ? given : (asText(component['value']) ?? '');
  const isRequired = component['required'] !== false;
  const least = typeof component['min_length'] === 'number' ? component['min_length'] : isRequired ? 1 : 0;
  const most = typeof component['max_length'] === 'number' ? component['max_length'] : 4_000;
  const isEmpty = text === '' && !isRequired;
  if (isEmpty || (text.length >= least && text.length <= most)) return text;
  throw new Error(`"${asText(component['custom_id'])}" takes ${least} to ${most} characters`);
}
