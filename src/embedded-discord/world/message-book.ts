import { type Happening } from './happening.js';
import { type Message, type Said, EPHEMERAL, messageWire } from './message.js';
import type { User } from './user.js';
import { type Room, UserChannels } from './user-channel.js';
import type { World } from './world.js';
import { membership } from './guild-wire.js';
import type { Wire } from '../wire.js';

/** How many messages are remembered, over all channels; the oldest go first. */
const KEEP = 2_000;

/** https://docs.discord.com/developers/events/gateway#list-of-intents */
const MESSAGE_CONTENT = 1 << 15;

export interface Posting {
  readonly channelId: string;
  readonly guildId: string | null;
  readonly author: User;
  readonly said: Said;
  readonly more?: Wire;
}

/** The messages of all channels, a bounded number of them. */
export class MessageBook {
  /** The channels that are in no guild. */
  readonly directs: UserChannels;
  private readonly messages = new Map<string, Message>();

  constructor(private readonly world: World) {
    this.directs = new UserChannels(world.snowflakes);
  }

  /** A channel of a guild or one with a person. */
  room(id: string): Room | undefined {
    return this.world.channel(id) ?? this.directs.get(id);
  }

  /** Writes a message; everybody in the channel sees it, unless it is ephemeral. */
  post({ channelId, guildId, author, said, more = {} }: Posting): Message {
    const id = this.world.snowflakes.next();
    const message = { id, channelId, guildId, author, editedAt: null, more, ...said };
    this.messages.set(id, message);
    const oldest = this.messages.size > KEEP ? this.messages.keys().next().value : undefined;
    if (oldest !== undefined) this.messages.delete(oldest);
    this.tell('MESSAGE_CREATE', message);
    return message;
  }

  edit(message: Message, said: Said, now = this.world.clock.now()): Message {
    const edited = { ...message, ...said, editedAt: now };
    this.messages.set(message.id, edited);
    this.tell('MESSAGE_UPDATE', edited);
    return edited;
  }

  delete({ id, channelId, guildId, flags }: Message): void {
    if (!this.messages.delete(id) || flags & EPHEMERAL) return;
    const place = guildId === null ? {} : { guild_id: guildId };
    const data = (): Wire => ({ id, channel_id: channelId, ...place });
    this.world.tell({ type: 'MESSAGE_DELETE', guildId, data });
  }

  get(id: string): Message | undefined {
    return this.messages.get(id);
  }

  /** The newest first. Ephemeral ones are in no channel. */
  in(channelId: string): Message[] {
    const isHere = (one: Message): boolean => one.channelId === channelId && !(one.flags & EPHEMERAL);
    return [...this.messages.values()].filter(isHere).reverse();
  }

  private tell(type: string, message: Message): void {
    if (message.flags & EPHEMERAL) return;
    this.world.tell(this.heard(type, message));
  }

  private heard(type: string, message: Message): Happening {
    const { guildId, author } = message;
    const guild = guildId === null ? undefined : this.world.guilds.get(guildId);
    // Direct messages always show what is in them.
    const isOpen = author.id === this.world.bot.id || guildId === null;
    const veil = { content: '', embeds: [], components: [], attachments: [] };
    // Written when it is sent, because a replay keeps this function and shall not keep the payload.
    const data = ({ intents }: { readonly intents: number }): Wire => ({
      ...messageWire(message),
      channel_type: guildId === null ? 1 : 0,
      ...(guildId === null ? {} : { guild_id: guildId }),
      ...(guild ? { member: membership(guild, author, this.world.bot) } : {}),
      ...(isOpen || intents & MESSAGE_CONTENT ? {} : veil),
    });
    return { type, guildId, data };
  }
}
