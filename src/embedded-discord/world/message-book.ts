import { type Happening } from './happening.js';
import { type Message, type Said, EPHEMERAL, messageWire } from './message.js';
import type { User } from './user.js';
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
  private readonly messages = new Map<string, Message>();

  constructor(private readonly world: World) {}

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
    const data = (): Wire => ({ id, channel_id: channelId, guild_id: guildId });
    this.world.tell({ type: 'MESSAGE_DELETE', guildId, data });
  }

  get(id: string): Message | undefined {
    return this.messages.get(id);
  }

  /** The newest first. Ephemeral ones are in no channel. */
  in(channelId: string, limit: number): Message[] {
    const here = [...this.messages.values()].filter((one) => one.channelId === channelId && !(one.flags & EPHEMERAL));
    return here.reverse().slice(0, limit);
  }

  private tell(type: string, message: Message): void {
    if (message.flags & EPHEMERAL) return;
    this.world.tell(this.heard(type, message));
  }

  private heard(type: string, message: Message): Happening {
    const { guildId, author } = message;
    const guild = guildId === null ? undefined : this.world.guilds.get(guildId);
    const member = guild ? { member: membership(guild, author, this.world.bot) } : {};
    const whole = { ...messageWire(message), guild_id: guildId, channel_type: 0, ...member };
    const veiled = { content: '', embeds: [], components: [], attachments: [] };
    const maySee = (intents: number): boolean => !!(intents & MESSAGE_CONTENT) || author.id === this.world.bot.id;
    const data = ({ intents }: { intents: number }): Wire => (maySee(intents) ? whole : { ...whole, ...veiled });
    return { type, guildId, data };
  }
}
