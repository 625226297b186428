import { unknownMessage, unknownWebhook } from '../discord-error.js';
import type { Interaction } from '../interactions/interaction.js';
import { type Wire, asObject } from '../wire.js';
import { LOADING, type Message, messageWire, said } from '../world/message.js';
import { withFiles } from './files.js';
import { type Replies, originalOf, write } from './interaction.routes.js';
import { checkMessage } from './message-rules.js';
import { type Answer, type Asked, type Route, noContent, ok } from './route.js';

/** What comes after the first answer: https://docs.discord.com/developers/interactions/receiving-and-responding#followup-messages */
export function webhookRoutes(replies: Replies): Route[] {
  const webhook = '/webhooks/:app/:token';
  const path = `${webhook}/messages/:message`;
  const open = { isOpen: true, isUnlimited: true } as const;
  const target = (asked: Asked): Target => {
    const interaction = interactionOf(asked, replies);
    return { interaction, message: messageOf(asked, interaction, replies) };
  };
  return [
    { method: 'post', path: webhook, ...open, answer: (asked) => ok(followUp(asked, replies)) },
    { method: 'get', path, ...open, answer: (asked) => ok(messageWire(target(asked).message)) },
    { method: 'patch', path, ...open, answer: (asked) => ok(messageWire(edit(target(asked), asked.fields, replies))) },
    { method: 'delete', path, ...open, answer: (asked) => remove(target(asked), replies) },
  ];
}

interface Target {
  readonly interaction: Interaction;
  readonly message: Message;
}

/** The first message after a deferral takes the place of the one that says "thinking". */
function followUp(asked: Asked, replies: Replies): Wire {
  const interaction = interactionOf(asked, replies);
  if (interaction.isLoading) {
    checkMessage(asked.fields);
    return messageWire(edit({ interaction, message: originalOf(interaction) }, asked.fields, replies));
  }
  const message = write(interaction, checkMessage(asked.fields), replies);
  interaction.timeline.followedUp(replies.world.clock.now());
  return messageWire(message);
}

function edit({ interaction, message }: Target, body: Wire, replies: Replies): Message {
  const now = replies.world.clock.now();
  checkMessage(body, message);
  const whole = withFiles(body, replies.world, message);
  const { flags } = message;
  // An edit can neither hide nor show a message; it only ends the waiting.
  const edited = replies.messages.edit(message, { ...said(whole, message), flags: flags & ~LOADING }, now);
  if (interaction.original?.id !== message.id) return edited;
  if (interaction.isLoading) interaction.replied(edited, now);
  else interaction.timeline.edited(now);
  interaction.original = edited;
  return edited;
}

function remove({ interaction, message }: Target, { messages, world }: Replies): Answer {
  const now = world.clock.now();
  messages.delete(message);
  if (interaction.original?.id !== message.id) return noContent;
  // Nothing more will come of a deferral whose message is gone.
  if (interaction.isLoading) interaction.replied(null, now);
  interaction.original = null;
  interaction.timeline.deleted(now);
  return noContent;
}

function interactionOf({ part }: Asked, { world, interactions }: Replies): Interaction {
  if (part('app') !== world.application.id) throw unknownWebhook();
  return interactions.behind(part('token'));
}

function messageOf({ part }: Asked, interaction: Interaction, { messages }: Replies): Message {
  const { original } = interaction;
  if (part('message') === '@original') return messages.get(originalOf(interaction).id) ?? originalOf(interaction);
  const message = messages.get(part('message'));
  const answered = asObject(message?.more['interaction_metadata'])?.['id'];
  if (!message || (answered !== interaction.id && message.id !== original?.id)) throw unknownMessage();
  return message;
}
