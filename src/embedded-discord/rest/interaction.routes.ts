import { invalidForm, unknownWebhook } from '../discord-error.js';
import { CALLBACK, type Interaction } from '../interactions/interaction.js';
import type { InteractionBook } from '../interactions/interaction-book.js';
import { answering } from '../interactions/interaction-wire.js';
import { type Wire, asObject } from '../wire.js';
import { EPHEMERAL, LOADING, type Message, messageWire, nothingSaid, said } from '../world/message.js';
import type { MessageBook } from '../world/message-book.js';
import type { World } from '../world/world.js';
import { withFiles } from './files.js';
import { checkMessage } from './message-rules.js';
import { type Answer, type Asked, type Route, noContent, ok } from './route.js';

/** The things of an interaction that routes work on. */
export interface Replies {
  readonly world: World;
  readonly interactions: InteractionBook;
  readonly messages: MessageBook;
}

const acceptable = new Set<unknown>(Object.values(CALLBACK));

/** The first answer to an interaction: https://docs.discord.com/developers/interactions/receiving-and-responding#create-interaction-response */
export function callbackRoutes(replies: Replies): Route[] {
  const path = '/interactions/:id/:token/callback';
  return [{ method: 'post', path, isOpen: true, isUnlimited: true, answer: (asked) => acknowledge(asked, replies) }];
}

function acknowledge({ part, query, fields }: Asked, replies: Replies): Answer {
  const now = replies.world.clock.now();
  const { type } = fields;
  const interaction = replies.interactions.toAcknowledge(part('id'), part('token'), now);
  if (!acceptable.has(type)) {
    throw invalidForm({
      type: { _errors: [{ code: 'BASE_TYPE_CHOICES', message: 'Value must be one of {4, 5, 9}.' }] },
    });
  }
  const data: Wire = { ...asObject(fields['data']), ...('files' in fields ? { files: fields['files'] } : {}) };
  if (type === CALLBACK.message) {
    checkMessage(data);
    interaction.acknowledge(CALLBACK.message, now);
    interaction.replied(write(interaction, data, replies), now);
  } else if (type === CALLBACK.deferredMessage) {
    interaction.acknowledge(CALLBACK.deferredMessage, now);
    const flags = LOADING | (typeof data['flags'] === 'number' ? data['flags'] & EPHEMERAL : 0);
    interaction.original = write(interaction, { flags }, replies);
  } else {
    interaction.acknowledge(CALLBACK.modal, now);
    interaction.replied(null, now);
  }
  return query('with_response') === 'true' ? ok(callbackWire(interaction)) : noContent;
}

function callbackWire({ id, use, original, callbackType, isLoading }: Interaction): Wire {
  const { channel, guild } = use;
  const about = { id, type: 2, channel_id: channel.id, guild_id: guild.id };
  if (!original) return { interaction: about };
  return {
    interaction: {
      ...about,
      response_message_id: original.id,
      response_message_loading: isLoading,
      response_message_ephemeral: (original.flags & EPHEMERAL) !== 0,
    },
    resource: { type: callbackType, message: messageWire(original) },
  };
}

/** Writes a message in the name of the application into the channel where the command was used. */
export function write(interaction: Interaction, body: Wire, { world, messages }: Replies): Message {
  const { channel, guild } = interaction.use;
  const more = answering(interaction, world.application.id);
  const content = said(withFiles(body, world, channel.id), nothingSaid);
  return messages.post({ channelId: channel.id, guildId: guild.id, author: world.bot, said: content, more });
}

/** The original answer, @throws {DiscordError} 10015 while there is none */
export function originalOf(interaction: Interaction): Message {
  if (!interaction.original) throw unknownWebhook();
  return interaction.original;
}
