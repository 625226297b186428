import { type Wire, asList, asObject, asText } from '../wire.js';
import type { Guild } from '../world/guild.js';
import type { Message } from '../world/message.js';
import { everyComponent } from '../world/message-component.js';
import type { Room } from '../world/user-channel.js';
import { type Scene, permissionsOf } from './command-use.js';
import { KIND, type Use } from './interaction.js';
import { maySee } from './interaction-wire.js';
import { resolvedValues } from './option-values.js';
import { type Reply, replyOf } from './reply.js';
import { type Stage, userOf } from './stage.js';

/** Kinds of components: https://docs.discord.com/developers/components/reference#component-object-component-types */
export const COMPONENT = {
  row: 1,
  button: 2,
  select: 3,
  textInput: 4,
  userSelect: 5,
  roleSelect: 6,
  mentionableSelect: 7,
  channelSelect: 8,
  label: 18,
} as const;

const selects = new Set<unknown>([
  COMPONENT.select,
  COMPONENT.userSelect,
  COMPONENT.roleSelect,
  COMPONENT.mentionableSelect,
  COMPONENT.channelSelect,
]);

/** Who touches a component. */
export interface Touch {
  readonly messageId: string;
  readonly customId: string;
  /** Whoever the message answers, unless told; else any member. */
  readonly userId?: string;
}

/** @throws {Error} when there is no such button to press, or when nobody acknowledged within 3 s */
export async function press(stage: Stage, touch: Touch): Promise<Reply> {
  const { message, component } = touched(stage, touch);
  if (component['type'] !== COMPONENT.button) throw new Error(`"${touch.customId}" is no button`);
  const data = { component_type: COMPONENT.button, custom_id: touch.customId, id: component['id'] };
  return open(stage, { message, data, title: `the button "${touch.customId}"`, userId: touch.userId });
}

/**
 * Chooses from a select menu: values of its options, or ids of people, roles and channels.
 *
 * @throws {Error} when the menu does not offer these values, or when nobody acknowledged within 3 s
 */
export async function select(stage: Stage, touch: Touch, values: readonly string[]): Promise<Reply> {
  const { message, component } = touched(stage, touch);
  checkValues(component, values);
  const type = component['type'];
  const guild = message.guildId === null ? null : (stage.world.guilds.get(message.guildId) ?? null);
  const chosen = type === COMPONENT.select ? [] : values.map((value) => ({ type, value }));
  const resolved = resolvedValues(chosen, { world: stage.world, guild });
  const data = {
    component_type: type,
    custom_id: touch.customId,
    id: component['id'],
    values,
    ...(Object.keys(resolved).length > 0 ? { resolved } : {}),
  };
  return open(stage, { message, data, title: `the menu "${touch.customId}"`, userId: touch.userId });
}

interface Opening {
  readonly message: Message;
  readonly data: Wire;
  readonly title: string;
  readonly userId: string | undefined;
}

async function open(stage: Stage, { message, data, title, userId }: Opening): Promise<Reply> {
  const scene = sceneAt(stage, message, userId);
  if (!maySee(scene.user.id, message)) throw new Error(`User ${scene.user.id} does not see message ${message.id}`);
  const use: Use = { ...scene, kind: KIND.component, title, data, command: null, message, trigger: null };
  return replyOf(await stage.interactions.open(use).answer);
}

function sceneAt(stage: Stage, message: Message, userId: string | undefined): Scene {
  const channel = stage.messages.room(message.channelId);
  const guild = message.guildId === null ? null : stage.world.guilds.get(message.guildId);
  if (!channel || guild === undefined) throw new Error(`Message ${message.id} is in no channel any more`);
  const answered = asText(asObject(asObject(message.more['interaction_metadata'])?.['user'])?.['id']);
  const user = userOf(stage, userId ?? answered ?? someoneIn(stage, channel, guild));
  return { guild, channel, user, permissions: guild ? permissionsOf(user.id, guild) : '442368' };
}

function someoneIn({ world }: Stage, channel: Room, guild: Guild | null): string {
  if (channel.type === 1) return channel.recipient.id;
  return (guild && world.membersOf(guild)[0]?.id) ?? '';
}

function touched({ messages }: Stage, { messageId, customId }: Touch): { message: Message; component: Wire } {
  const message = messages.get(messageId);
  if (!message) throw new Error(`There is no message ${messageId}`);
  const component = everyComponent(message.components).find((one) => one['custom_id'] === customId);
  if (!component) throw new Error(`Message ${messageId} has no component "${customId}"`);
  if (component['disabled'] === true) throw new Error(`"${customId}" is disabled`);
  return { message, component };
}

/** @throws {Error} when the menu would not let anybody choose these */
export function checkValues(component: Wire, values: readonly string[]): void {
  const id = asText(component['custom_id']);
  if (!selects.has(component['type'])) throw new Error(`"${id}" is no select menu`);
  const least = typeof component['min_values'] === 'number' ? component['min_values'] : 1;
  const most = typeof component['max_values'] === 'number' ? component['max_values'] : 1;
  if (values.length < least || values.length > most) throw new Error(`"${id}" takes ${least} to ${most} values`);
  const offered = asList(component['options']).map((option) => asObject(option)?.['value']);
  const strange = component['type'] === COMPONENT.select && values.find((value) => !offered.includes(value));
  if (typeof strange === 'string') throw new Error(`"${id}" does not offer "${strange}"`);
}
