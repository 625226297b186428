import { missingAccess, unknownMessage } from '../discord-error.js';
import type { Channel } from '../world/guild.js';
import { wholeChannel } from '../world/guild-wire.js';
import { type Message, messageWire, said } from '../world/message.js';
import type { MessageBook } from '../world/message-book.js';
import type { World } from '../world/world.js';
import { withFiles } from './files.js';
import { checkMessage } from './message-rules.js';
import { type Asked, type Route, noContent, ok } from './route.js';

/** Messages on one page: https://docs.discord.com/developers/resources/message#get-channel-messages */
const MESSAGES_PER_PAGE = 100;
const MESSAGES_UNLESS_TOLD = 50;

/** Channels and what is written in them: https://docs.discord.com/developers/resources/channel */
export function channelRoutes(world: World, messages: MessageBook): Route[] {
  const channelOf = ({ part }: Asked): Channel => {
    const channel = world.channel(part('channel'));
    if (!channel) throw missingAccess();
    return channel;
  };
  const page = ({ query }: Asked): number =>
    Math.min(MESSAGES_PER_PAGE, Number(query('limit') ?? MESSAGES_UNLESS_TOLD) || MESSAGES_UNLESS_TOLD);
  const typing = (asked: Asked): typeof noContent => {
    channelOf(asked);
    return noContent;
  };
  return [
    { method: 'get', path: '/channels/:channel', answer: (asked) => ok(wholeChannel(channelOf(asked))) },
    { method: 'post', path: '/channels/:channel/typing', answer: typing },
    {
      method: 'get',
      path: '/channels/:channel/messages',
      answer: (asked) => ok(messages.in(channelOf(asked).id, page(asked)).map(messageWire)),
    },
    {
      method: 'post',
      path: '/channels/:channel/messages',
      answer: (asked) => {
        const { id: channelId, guildId } = channelOf(asked);
        const body = withFiles(checkMessage(asked.fields), world, channelId);
        const { nonce } = body;
        const more = nonce === undefined || nonce === null ? {} : { nonce };
        return ok(messageWire(messages.post({ channelId, guildId, author: world.bot, said: said(body), more })));
      },
    },
    ...oneMessage(channelOf, messages, world),
  ];
}

function oneMessage(channelOf: (asked: Asked) => Channel, messages: MessageBook, world: World): Route[] {
  const path = '/channels/:channel/messages/:message';
  const messageOf = (asked: Asked): Message => {
    const message = messages.get(asked.part('message'));
    if (message?.channelId !== channelOf(asked).id) throw unknownMessage();
    return message;
  };
  return [
    { method: 'get', path, answer: (asked) => ok(messageWire(messageOf(asked))) },
    {
      method: 'patch',
      path,
      answer: (asked) => {
        const message = messageOf(asked);
        const body = withFiles(checkMessage(asked.fields, true), world, message.channelId);
        return ok(messageWire(messages.edit(message, said(body, message))));
      },
    },
    {
      method: 'delete',
      path,
      answer: (asked) => {
        messages.delete(messageOf(asked));
        return noContent;
      },
    },
  ];
}
