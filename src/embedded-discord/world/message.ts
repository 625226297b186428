import { type Wire, asList, asObject, asText, timestamp } from '../wire.js';
import { numbered } from './message-component.js';
import { madeAt } from './snowflake.js';
import { type User, restUser } from './user.js';

/** Bits of a message: https://docs.discord.com/developers/resources/message#message-object-message-flags */
export const EPHEMERAL = 1 << 6;
export const LOADING = 1 << 7;

/** What a client may say in a message, in Discord's spelling and with nothing left out. */
export interface Said {
  readonly content: string;
  readonly embeds: readonly Wire[];
  readonly components: readonly Wire[];
  readonly attachments: readonly Wire[];
  readonly flags: number;
  readonly tts: boolean;
}

export interface Message extends Said {
  readonly id: string;
  readonly channelId: string;
  readonly guildId: string | null;
  readonly author: User;
  readonly editedAt: number | null;
  /** More fields of the wire form: nonce, the interaction it answers, the message it replies to. */
  readonly more: Wire;
}

export const nothingSaid: Said = { content: '', embeds: [], components: [], attachments: [], flags: 0, tts: false };

/** Reads a message body; what it leaves out stays as it was in `before`. */
export function said(body: Wire, before: Said = nothingSaid): Said {
  return {
    content: 'content' in body ? (asText(body['content']) ?? '') : before.content,
    embeds: 'embeds' in body ? asList(body['embeds']).map(embed) : before.embeds,
    components: 'components' in body ? numbered(asList(body['components'])) : before.components,
    attachments: 'files' in body ? asList(body['files']).map((file) => asObject(file) ?? {}) : before.attachments,
    flags: typeof body['flags'] === 'number' ? body['flags'] : before.flags,
    tts: body['tts'] === true,
  };
}

function embed(value: unknown): Wire {
  const fields = asObject(value) ?? {};
  const lines = asList(fields['fields']).map((field) => ({ inline: false, ...asObject(field) }));
  const at = asText(fields['timestamp']);
  const present = Object.entries(fields).filter(([, content]) => content !== null && content !== undefined);
  return {
    type: 'rich',
    ...Object.fromEntries(present),
    ...(lines.length > 0 ? { fields: lines } : {}),
    ...(at === null ? {} : { timestamp: timestamp(Date.parse(at)) }),
  };
}

/** https://docs.discord.com/developers/resources/message#message-object */
export function messageWire(message: Message): Wire {
  return {
    type: 0,
    content: message.content,
    mentions: [],
    mention_roles: [],
    attachments: message.attachments,
    embeds: message.embeds,
    timestamp: timestamp(madeAt(message.id)),
    edited_timestamp: message.editedAt === null ? null : timestamp(message.editedAt),
    flags: message.flags,
    components: message.components,
    id: message.id,
    channel_id: message.channelId,
    author: restUser(message.author),
    pinned: false,
    mention_everyone: false,
    tts: message.tts,
    ...message.more,
  };
}
