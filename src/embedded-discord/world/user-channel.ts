import type { Wire } from '../wire.js';
import { type Channel } from './guild.js';
import { wholeChannel } from './guild-wire.js';
import type { Snowflakes } from './snowflake.js';
import { type User, restUser } from './user.js';

/** Where the bot and one person talk alone: https://docs.discord.com/developers/resources/channel#channel-object-channel-types */
export interface UserChannel {
  readonly id: string;
  readonly guildId: null;
  readonly type: 1;
  readonly recipient: User;
}

/** Anywhere something can be said. */
export type Room = Channel | UserChannel;

/** The direct messages of the bot, one channel for each person. */
export class UserChannels {
  private readonly byUser = new Map<string, UserChannel>();
  private readonly byId = new Map<string, UserChannel>();

  constructor(private readonly snowflakes: Snowflakes) {}

  /** The channel with this person; a new one the first time. */
  with(recipient: User): UserChannel {
    const known = this.byUser.get(recipient.id);
    if (known) return known;
    const channel: UserChannel = { id: this.snowflakes.next(), guildId: null, type: 1, recipient };
    this.byUser.set(recipient.id, channel);
    this.byId.set(channel.id, channel);
    return channel;
  }

  get(id: string): UserChannel | undefined {
    return this.byId.get(id);
  }
}

export function roomWire(room: Room): Wire {
  if (room.type !== 1) return wholeChannel(room);
  const { id, type, recipient } = room;
  return { id, type, last_message_id: null, flags: 0, recipients: [restUser(recipient)] };
}
