import { unknownMessage, unknownWebhook } from '../discord-error.js';
import type { Interaction } from '../interactions/interaction.js';
import { type Wire, asObject } from '../wire.js';
import { LOADING, type Message, messageWire, said } from '../world/message.js';
import { withFiles } from './files.js';
import { type Replies, originalOf, write } from './interaction.routes.js';
import { checkMessage } from './message-rules.js';
import { type Asked, type Route, noContent, ok } from './route.js';

/** What comes after the first answer: https://docs.discord.com/developers/interactions/receiving-and-responding#followup-messages */
export function webhookRoutes(replies: Replies): Route[] {
  const path = '/webhooks/:app/:token/messages/:message';
  const target = (asked: Asked): readonly [Interaction, Message] => {
    const interaction = interactionOf(asked, replies);
    return [interaction, messageOf(asked, interaction, replies)];
  };
  return [
    {
      method: 'post',
      path: '/webhooks/:app/:token',
      isOpen: true,
      isUnlimited: true,
      answer: (asked) => ok(followUp(asked, replies)),
    },
    { method: 'get', path, isOpen: true, isUnlimited: true, answer: (asked) => ok(messageWire(target(asked)[1])) },
    {
      method: 'patch',
      path,
      isOpen: true,
      isUnlimited: true,
      answer: (asked) => {
        const [interaction, message] = target(asked);
        return ok(messageWire(edit(interaction, { message, body: checkMessage(asked.fields, true) }, replies)));
      },
    },
    {
      method: 'delete',
      path,
      isOpen: true,
      isUnlimited: true,
      answer: (asked) => {
        const [interaction, message] = target(asked);
        replies.messages.delete(message);
        if (interaction.original?.id === message.id) interaction.original = null;
        return noContent;
      },
    },
  ];
}

/** The first message after a deferral takes the place of the one that says "thinking". */
function followUp(asked: Asked, replies: Replies): Wire {
  const interaction = interactionOf(asked, replies);
  const body = checkMessage(asked.fields);
  if (!interaction.isLoading) return messageWire(write(interaction, body, replies));
  return messageWire(edit(interaction, { message: originalOf(interaction), body }, replies));
}

function edit(
  interaction: Interaction,
  { message, body }: { message: Message; body: Wire },
  replies: Replies,
): Message {
  const now = replies.world.clock.now();
  const whole = withFiles(body, replies.world, message.channelId);
  const { flags } = message;
  // An edit can neither hide nor show a message; it only ends the waiting.
  const edited = replies.messages.edit(message, { ...said(whole, message), flags: flags & ~LOADING }, now);
  if (interaction.original?.id !== message.id) return edited;
  if (interaction.isLoading) interaction.replied(edited, now);
  else interaction.original = edited;
  return edited;
}

function interactionOf({ part }: Asked, { world, interactions }: Replies): Interaction {
  if (part('app') !== world.application.id) throw unknownWebhook();
  return interactions.behind(part('token'));
}

function messageOf({ part }: Asked, interaction: Interaction, { messages }: Replies): Message {
  if (part('message') === '@original') return originalOf(interaction);
  const message = messages.get(part('message'));
  const answered = asObject(message?.more['interaction_metadata'])?.['id'];
  if (!message || answered !== interaction.id) throw unknownMessage();
  return message;
}
