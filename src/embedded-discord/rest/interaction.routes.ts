import { unknownWebhook } from '../discord-error.js';
import { CALLBACK, type Interaction } from '../interactions/interaction.js';
import type { InteractionBook } from '../interactions/interaction-book.js';
import { answering } from '../interactions/interaction-wire.js';
import { type Wire, asObject } from '../wire.js';
import { EPHEMERAL, LOADING, type Message, messageWire, nothingSaid, said } from '../world/message.js';
import type { MessageBook } from '../world/message-book.js';
import type { World } from '../world/world.js';
import { checkChoices, checkType } from './callback-rules.js';
import { withFiles } from './files.js';
import { checkMessage } from './message-rules.js';
import { checkModal } from './modal-rules.js';
import { type Answer, type Asked, type Route, noContent, ok } from './route.js';

/** The things of an interaction that routes work on. */
export interface Replies {
  readonly world: World;
  readonly interactions: InteractionBook;
  readonly messages: MessageBook;
}

/** The first answer to an interaction: https://docs.discord.com/developers/interactions/receiving-and-responding#create-interaction-response */
export function callbackRoutes(replies: Replies): Route[] {
  const path = '/interactions/:id/:token/callback';
  const answer = (asked: Asked): Answer => acknowledge(asked, replies);
  return [{ method: 'post', path, isOpen: true, isUnlimited: true, answer }];
}

function acknowledge({ part, query, fields }: Asked, replies: Replies): Answer {
  const now = replies.world.clock.now();
  const interaction = replies.interactions.toAcknowledge(part('id'), part('token'), now);
  const type = checkType(interaction, fields['type']);
  const data: Wire = { ...asObject(fields['data']), ...('files' in fields ? { files: fields['files'] } : {}) };
  // Everything is checked before anything is done: a callback that is refused may be sent again.
  ways[type]?.({ interaction, data, now, replies });
  return query('with_response') === 'true' ? ok(callbackWire(interaction)) : noContent;
}

interface Callback {
  readonly interaction: Interaction;
  readonly data: Wire;
  readonly now: number;
  readonly replies: Replies;
}

const ways: Readonly<Record<number, (callback: Callback) => void>> = {
  [CALLBACK.message]: ({ interaction, data, now, replies }) => {
    checkMessage(data);
    interaction.acknowledge(CALLBACK.message, now);
    interaction.replied(write(interaction, data, replies), now);
  },
  [CALLBACK.deferredMessage]: ({ interaction, data, now, replies }) => {
    interaction.acknowledge(CALLBACK.deferredMessage, now);
    const flags = LOADING | (typeof data['flags'] === 'number' ? data['flags'] & EPHEMERAL : 0);
    interaction.original = write(interaction, { flags }, replies);
  },
  [CALLBACK.deferredUpdate]: ({ interaction, now, replies }) => {
    interaction.acknowledge(CALLBACK.deferredUpdate, now);
    interaction.replied(usedMessage(interaction, replies), now);
  },
  [CALLBACK.update]: ({ interaction, data, now, replies }) => {
    const message = usedMessage(interaction, replies);
    checkMessage(data, message);
    interaction.acknowledge(CALLBACK.update, now);
    if (!message) return interaction.replied(null, now);
    const body = withFiles(data, replies.world, message);
    const edited = { ...said(body, message), flags: message.flags };
    interaction.replied(replies.messages.edit(message, edited, now), now);
  },
  [CALLBACK.choices]: ({ interaction, data, now }) => {
    interaction.choices = checkChoices(data);
    interaction.acknowledge(CALLBACK.choices, now);
    interaction.replied(null, now);
  },
  [CALLBACK.modal]: ({ interaction, data, now }) => {
    interaction.modal = checkModal(data);
    interaction.acknowledge(CALLBACK.modal, now);
    interaction.replied(null, now);
  },
  [CALLBACK.premium]: ({ interaction, now }) => {
    interaction.acknowledge(CALLBACK.premium, now);
    interaction.replied(null, now);
  },
  [CALLBACK.activity]: ({ interaction, now }) => {
    interaction.acknowledge(CALLBACK.activity, now);
    interaction.replied(null, now);
  },
};

/** The message whose component was used, as it is now. */
function usedMessage({ use }: Interaction, { messages }: Replies): Message | null {
  return use.message ? (messages.get(use.message.id) ?? null) : null;
}

function callbackWire({ id, use, original, callbackType, isLoading }: Interaction): Wire {
  const { channel, guild, kind } = use;
  const about = { id, type: kind, channel_id: channel.id, ...(guild ? { guild_id: guild.id } : {}) };
  if (callbackType === CALLBACK.activity) {
    return { interaction: about, resource: { type: callbackType, activity_instance: { id: `i-${id}` } } };
  }
  if (!original) return { interaction: about };
  const interaction = {
    ...about,
    response_message_id: original.id,
    response_message_loading: isLoading,
    response_message_ephemeral: (original.flags & EPHEMERAL) !== 0,
  };
  // Only these two carry the message: the others are asked for with GET @original.
  const isCarried = callbackType === CALLBACK.message || callbackType === CALLBACK.update;
  return isCarried
    ? { interaction, resource: { type: callbackType, message: messageWire(original) } }
    : { interaction };
}

/** Writes a message in the name of the application into the channel where the interaction began. */
export function write(interaction: Interaction, body: Wire, { world, messages }: Replies): Message {
  const { channel, guild } = interaction.use;
  const more = answering(interaction, world.application.id);
  const content = said(withFiles(body, world, { channelId: channel.id }), nothingSaid);
  return messages.post({ channelId: channel.id, guildId: guild?.id ?? null, author: world.bot, said: content, more });
}

/** The original answer, @throws {DiscordError} 10015 while there is none */
export function originalOf(interaction: Interaction): Message {
  if (!interaction.original) throw unknownWebhook();
  return interaction.original;
}
