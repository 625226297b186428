/** How many ids after a guild's own its rooms and roles take; the low 12 bits of a guild id are 0 in this world. */
const IDS_PER_GUILD = 64n;
/** The ids below are those of channels. */
const FIRST_ROLE = 32;

/** A text channel, voice channel or category: https://docs.discord.com/developers/resources/channel#channel-object-channel-types */
export interface Channel {
  readonly id: string;
  readonly guildId: string;
  readonly type: 0 | 2 | 4;
  readonly name: string;
  readonly position: number;
  readonly parentId: string | null;
  readonly topic: string | null;
}

export interface Role {
  readonly id: string;
  readonly name: string;
  readonly color: number;
  readonly position: number;
  /** A decimal bit set: https://docs.discord.com/developers/topics/permissions */
  readonly permissions: string;
  readonly isManaged: boolean;
}

const plans: readonly (readonly [name: string, type: 0 | 2 | 4])[][] = [
  [
    ['Text Channels', 4],
    ['general', 0],
    ['bot-commands', 0],
    ['Voice Channels', 4],
    ['General', 2],
  ],
  [
    ['Information', 4],
    ['rules', 0],
    ['announcements', 0],
    ['Chat', 4],
    ['lounge', 0],
    ['memes', 0],
    ['off-topic', 0],
    ['Voice', 4],
    ['Gaming', 2],
  ],
  [
    ['Lobby', 4],
    ['welcome', 0],
    ['questions-と-答え', 0],
    ['Work', 4],
    ['builds', 0],
    ['reviews', 0],
  ],
];
const roleNames = ['Moderator', 'Regular', 'Newcomer', 'Booster', 'Artist'];
const EVERYONE_MAY = '2248473465835073';
const BOT_MAY = '2150631424';
const MODERATORS_MAY = '1099780063238';

interface Changes {
  readonly topics: Map<string, string>;
  readonly made: Channel[];
  readonly deleted: Set<string>;
}

/**
 * A server. It keeps little: channels and roles follow from its id and its plan, so that a hundred thousand of them fit;
 * only what changed is remembered.
 */
export class Guild {
  name: string;
  memberCount: number;
  isUnavailable = false;
  /** What the bot is called here, `null` while it goes by its own name. */
  botNick: string | null = null;
  /** Decimal permission bits of the bot in all channels, `null` while nobody has changed them. */
  botMay: string | null = null;
  readonly id: string;
  readonly ownerId: string;
  readonly joinedAt: number;
  readonly icon: string | null;
  private readonly plan: number;
  /** What happened to channels since the start; nothing is kept for a guild where nothing did. */
  private changes: Changes | null = null;

  constructor(facts: Pick<Guild, 'id' | 'name' | 'ownerId' | 'joinedAt' | 'memberCount' | 'icon'> & { plan: number }) {
    this.id = facts.id;
    this.name = facts.name;
    this.ownerId = facts.ownerId;
    this.joinedAt = facts.joinedAt;
    this.memberCount = facts.memberCount;
    this.icon = facts.icon;
    this.plan = facts.plan;
  }

  channels(): Channel[] {
    let parentId: string | null = null;
    const planned = (plans[this.plan % plans.length] ?? []).map(([name, type], position) => {
      const id = this.idOf(position + 1);
      if (type === 4) parentId = id;
      const topic = this.changes?.topics.get(id) ?? null;
      return { id, guildId: this.id, type, name, position, parentId: type === 4 ? null : parentId, topic };
    });
    if (!this.changes) return planned;
    const { topics, made, deleted } = this.changes;
    const added = made.map((channel) => ({ ...channel, topic: topics.get(channel.id) ?? null }));
    return [...planned, ...added].filter(({ id }) => !deleted.has(id));
  }

  /** Makes a channel; `null` when all ids of channels are taken. */
  addChannel(name: string, type: Channel['type']): Channel | null {
    const number = (plans[this.plan % plans.length] ?? []).length + this.changed().made.length + 1;
    if (number >= FIRST_ROLE) return null;
    const made = { id: this.idOf(number), guildId: this.id, type, name, position: number, parentId: null, topic: null };
    this.changed().made.push(made);
    return made;
  }

  removeChannel(id: string): Channel | undefined {
    const gone = this.channels().find((channel) => channel.id === id);
    if (gone) this.changed().deleted.add(id);
    return gone;
  }

  textChannels(): Channel[] {
    return this.channels().filter((channel) => channel.type === 0);
  }

  setTopic(channelId: string, topic: string): void {
    this.changed().topics.set(channelId, topic);
  }

  roles(): Role[] {
    const others = roleNames.slice(0, 1 + (this.plan % roleNames.length)).map((name, number) => ({
      id: this.idOf(33 + number),
      name,
      color: (0x3498db * (number + 1)) & 0xffffff,
      position: number + 2,
      permissions: number === 0 ? MODERATORS_MAY : EVERYONE_MAY,
      isManaged: false,
    }));
    const everyone = { name: '@everyone', color: 0, position: 0, permissions: EVERYONE_MAY, isManaged: false };
    const bot = { name: 'Harbormaster', color: 0, position: 1, permissions: BOT_MAY, isManaged: true };
    return [{ id: this.id, ...everyone }, { id: this.botRoleId, ...bot }, ...others];
  }

  get botRoleId(): string {
    return this.idOf(FIRST_ROLE);
  }

  private changed(): Changes {
    this.changes ??= { topics: new Map(), made: [], deleted: new Set() };
    return this.changes;
  }

  private idOf(number: number): string {
    return (BigInt(this.id) + BigInt(number)).toString();
  }
}

/** The guild that a channel id belongs to, by the way this world gives out ids. */
export function guildIdOfChannel(channelId: string): string | null {
  const id = BigInt(channelId);
  return (id & 4095n) < IDS_PER_GUILD ? ((id >> 12n) << 12n).toString() : null;
}
