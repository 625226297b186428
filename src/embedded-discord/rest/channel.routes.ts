import { missingAccess, missingPermissions, notOwnMessage, notTextChannel, unknownMessage } from '../discord-error.js';
import { EPHEMERAL, type Message, messageWire, said } from '../world/message.js';
import type { MessageBook } from '../world/message-book.js';
import { type Room, roomWire } from '../world/user-channel.js';
import type { World } from '../world/world.js';
import { withFiles } from './files.js';
import { FormErrors } from './form-errors.js';
import { checkMessage } from './message-rules.js';
import { type Answer, type Asked, type Route, idAsked, noContent, numberAsked, ok } from './route.js';

/** Messages on one page: https://docs.discord.com/developers/resources/message#get-channel-messages */
const PAGE = { least: 1, most: 100, unlessTold: 50 };
const CATEGORY = 4;
/** A message that answers another. */
const REPLY = 19;

/** Channels and what is written in them: https://docs.discord.com/developers/resources/channel */
export function channelRoutes(world: World, messages: MessageBook): Route[] {
  const roomOf = ({ part }: Asked): Room => {
    const room = messages.room(part('channel'));
    // Discord does not tell what is not there from what the bot may not see.
    if (!room) throw missingAccess();
    return room;
  };
  const talkIn = (asked: Asked): Room => {
    const room = roomOf(asked);
    if (room.type === CATEGORY) throw notTextChannel();
    return room;
  };
  const path = '/channels/:channel/messages';
  return [
    { method: 'get', path: '/channels/:channel', answer: (asked) => ok(roomWire(roomOf(asked))) },
    { method: 'post', path: '/channels/:channel/typing', answer: (asked) => (talkIn(asked), noContent) },
    { method: 'get', path, answer: (asked) => ok(page(asked, messages.in(talkIn(asked).id)).map(messageWire)) },
    { method: 'post', path, answer: (asked) => ok(messageWire(write(asked, talkIn(asked), { world, messages }))) },
    ...oneMessage({ world, messages }, talkIn),
  ];
}

interface Desk {
  readonly world: World;
  readonly messages: MessageBook;
}

/** `list` is ordered from the newest to the oldest, and so is the page. */
function page(asked: Asked, list: readonly Message[]): readonly Message[] {
  const limit = numberAsked(asked, 'limit', PAGE);
  const [around, before, after] = ['around', 'before', 'after'].map((name) => idAsked(asked, name));
  if (around) {
    const middle = list.filter(({ id }) => BigInt(id) > around).length;
    return list.slice(Math.max(0, middle - Math.floor(limit / 2)), middle + Math.ceil(limit / 2));
  }
  if (before) return list.filter(({ id }) => BigInt(id) < before).slice(0, limit);
  if (after) return list.filter(({ id }) => BigInt(id) > after).slice(-limit);
  return list.slice(0, limit);
}

function write({ fields }: Asked, room: Room, { world, messages }: Desk): Message {
  const body = withFiles(checkMessage(fields), world, { channelId: room.id });
  const { nonce, enforce_nonce: isEnforced } = body;
  const same = messages.in(room.id).find(({ more, author }) => author.id === world.bot.id && more['nonce'] === nonce);
  // A message that was sent twice because the first answer got lost is one message.
  if (isEnforced === true && nonce !== undefined && nonce !== null && same) return same;
  const named = nonce === undefined || nonce === null ? {} : { nonce };
  const more = { ...named, ...reply(fields['message_reference'], room, messages) };
  // Nobody can hide a message but in answer to an interaction.
  const content = said(body);
  return messages.post({
    channelId: room.id,
    guildId: room.guildId,
    author: world.bot,
    said: { ...content, flags: content.flags & ~EPHEMERAL },
    more,
  });
}

function reply(reference: unknown, { id: channelId, guildId }: Room, messages: MessageBook): Record<string, unknown> {
  const { message_id: id, fail_if_not_exists: mustExist } = (reference ?? {}) as Record<string, unknown>;
  if (typeof id !== 'string') return {};
  const target = messages.get(id);
  const isHere = target?.channelId === channelId && !(target.flags & EPHEMERAL);
  if (!isHere && mustExist !== false) {
    const errors = new FormErrors();
    errors.add(['message_reference'], 'REPLIES_UNKNOWN_MESSAGE', 'Unknown message');
    errors.throwIfAny();
  }
  if (!isHere) return {};
  const place = guildId === null ? {} : { guild_id: guildId };
  const pointer = { type: 0, channel_id: channelId, message_id: id, ...place };
  return { type: REPLY, message_reference: pointer, referenced_message: messageWire(target) };
}

function oneMessage({ world, messages }: Desk, talkIn: (asked: Asked) => Room): Route[] {
  const path = '/channels/:channel/messages/:message';
  const messageOf = (asked: Asked): Message => {
    const room = talkIn(asked);
    const message = messages.get(asked.part('message'));
    if (message?.channelId !== room.id || message.flags & EPHEMERAL) throw unknownMessage();
    return message;
  };
  const edit = (asked: Asked): Answer => {
    const message = messageOf(asked);
    if (message.author.id !== world.bot.id) throw notOwnMessage();
    const body = withFiles(checkMessage(asked.fields, message), world, message);
    return ok(messageWire(messages.edit(message, said(body, message))));
  };
  const remove = (asked: Asked): Answer => {
    const message = messageOf(asked);
    // The bot has no permission to manage messages; its own it may always take back.
    if (message.author.id !== world.bot.id) throw missingPermissions();
    messages.delete(message);
    return noContent;
  };
  return [
    { method: 'get', path, answer: (asked) => ok(messageWire(messageOf(asked))) },
    { method: 'patch', path, answer: edit },
    { method: 'delete', path, answer: remove },
  ];
}
