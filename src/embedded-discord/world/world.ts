import { Clock } from '../clock.js';
import { type Wire, timestamp } from '../wire.js';
import { Application } from './application.js';
import { Guild, guildIdOfChannel, type Channel } from './guild.js';
import { GuildBook } from './guild-book.js';
import { GuildMembers } from './guild-members.js';
import { gatewayMember, guildCreate, wholeChannel } from './guild-wire.js';
import { type Happening, type Viewer, happening } from './happening.js';
import { guildName } from './names.js';
import { Random } from './random.js';
import { Snowflakes, isSnowflake, snowflakeAt } from './snowflake.js';
import { type User, people } from './user.js';

/** The servers and people of a seeded world are older than this (epoch milliseconds), so that their ids follow from the seed alone. */
const WORLD_BEGAN = Date.UTC(2025, 5, 1);
const FIRST_SERVERS = Date.UTC(2016, 0, 1);
const PEOPLE = 300;
/** The intent bit: https://docs.discord.com/developers/events/gateway#list-of-intents */
const GUILD_PRESENCES = 1 << 8;

/** The smallest and the largest server. */
const MEMBERS_LOW = 10;
const MEMBERS_HIGH = 200_000;

/** All there is: the application, its servers and the people in them. What changes in it is told to whoever listens. */
export class World {
  readonly random: Random;
  readonly application: Application;
  readonly users: readonly User[];
  readonly guilds = new GuildBook();
  readonly snowflakes: Snowflakes;
  private readonly listeners = new Set<(happening: Happening) => void>();
  private readonly guests: User[] = [];
  private readonly joined = new Map<string, readonly User[]>();
  private guildsMade = 0;

  constructor(
    options: { readonly seed: number; readonly guilds: number },
    readonly clock = new Clock(),
  ) {
    this.snowflakes = new Snowflakes(clock);
    this.random = new Random(options.seed);
    this.users = people(this.random, PEOPLE, WORLD_BEGAN);
    this.application = new Application(this.random, WORLD_BEGAN, this.random.pick(this.users));
    const step = (WORLD_BEGAN - FIRST_SERVERS) / Math.max(1, options.guilds);
    for (let number = 0; number < options.guilds; number += 1) {
      const madeAt = Math.floor(FIRST_SERVERS + number * step + this.random.next() * Math.max(0, step - 1));
      const joinedAt = madeAt + Math.floor(this.random.next() * (WORLD_BEGAN - madeAt));
      this.keep(snowflakeAt(madeAt), joinedAt);
    }
  }

  get bot(): User {
    return this.application.bot;
  }

  listen(listener: (happening: Happening) => void): void {
    this.listeners.add(listener);
  }

  tell(happening: Happening): void {
    for (const listener of this.listeners) listener(happening);
  }

  channel(id: string): Channel | undefined {
    const guildId = isSnowflake(id) ? guildIdOfChannel(id) : null;
    if (guildId === null) return undefined;
    return this.guilds
      .get(guildId)
      ?.channels()
      .find((channel) => channel.id === id);
  }

  /** The people of a guild whom this world knows by name: few, also in large guilds. The owner is one of them. */
  membersOf(guild: Guild): User[] {
    const start = Number((BigInt(guild.id) >> 22n) % BigInt(this.users.length));
    const known = Math.min(guild.memberCount - 1, 25);
    const members = Array.from({ length: known }, (_, number) => this.users[(start + number * 7) % this.users.length]);
    const owner = this.users.find((user) => user.id === guild.ownerId);
    return [...new Set([owner, ...members, ...(this.joined.get(guild.id) ?? [])])].filter((user) => user !== undefined);
  }

  /** All people whom this world knows by name. */
  get everybody(): readonly User[] {
    return [...this.users, ...this.guests];
  }

  /** Somebody signs up. They are no part of the seeded world, so that nobody else moves. */
  addUser(username: string, globalName: string | null): User {
    const look = { avatar: null, discriminator: '0', isBot: false };
    const user = { id: this.snowflakes.next(), username, globalName, ...look };
    this.guests.push(user);
    return user;
  }

  /** Somebody joins a server. */
  join(guild: Guild, user: User): void {
    this.joined.set(guild.id, [...(this.joined.get(guild.id) ?? []), user]);
    guild.memberCount += 1;
    const joined_at = timestamp(this.clock.now());
    const data = { ...gatewayMember(guild, user, this.bot), joined_at, guild_id: guild.id };
    this.tell(happening('GUILD_MEMBER_ADD', guild.id, () => data));
  }

  /** A channel is made; `null` when there is no room for it. */
  addChannel(guild: Guild, { name, type }: Pick<Channel, 'name' | 'type'>): Channel | null {
    const channel = guild.addChannel(name, type);
    if (channel) this.tell(happening('CHANNEL_CREATE', guild.id, () => wholeChannel(channel)));
    return channel;
  }

  removeChannel(guild: Guild, id: string): boolean {
    const channel = guild.removeChannel(id);
    if (channel) this.tell(happening('CHANNEL_DELETE', guild.id, () => wholeChannel(channel)));
    return channel !== undefined;
  }

  member(guild: Guild, userId: string): User | undefined {
    return this.everybodyIn(guild).get(userId);
  }

  /** All members, made when they are asked for: a large guild has more of them than this world has people. */
  everybodyIn(guild: Guild): GuildMembers {
    return new GuildMembers(guild, [this.bot, ...this.membersOf(guild)]);
  }

  /** The bot is added to a new server. */
  addGuild(name?: string): Guild {
    const now = this.clock.now();
    let madeAt = now;
    while (this.guilds.has(snowflakeAt(madeAt))) madeAt -= 1;
    const guild = this.keep(snowflakeAt(madeAt), now, name);
    this.tell(this.arrival(guild));
    return guild;
  }

  /** The bot leaves a server, or is removed from it. False when it was in no such server. */
  removeGuild(id: string): boolean {
    if (!this.guilds.delete(id)) return false;
    this.tell(happening('GUILD_DELETE', id, () => ({ id })));
    return true;
  }

  /** An outage of one server begins or ends: https://docs.discord.com/developers/events/gateway-events#guild-delete */
  setGuildUnavailable(id: string, isUnavailable: boolean): boolean {
    const guild = this.guilds.get(id);
    if (!guild) return false;
    guild.isUnavailable = isUnavailable;
    this.tell(this.arrival(guild));
    return true;
  }

  /** How a session learns of a guild: whole, or that it is out of reach. */
  arrival(guild: Guild): Happening {
    if (guild.isUnavailable) return happening('GUILD_DELETE', guild.id, () => ({ id: guild.id, unavailable: true }));
    const data = ({ intents, largeThreshold }: Viewer): Wire =>
      guildCreate(guild, this, { seesPresences: (intents & GUILD_PRESENCES) !== 0, largeThreshold });
    return { type: 'GUILD_CREATE', guildId: guild.id, data };
  }

  private keep(id: string, joinedAt: number, name = guildName(this.random, this.guildsMade)): Guild {
    this.guildsMade += 1;
    const { random } = this;
    const memberCount = Math.round(MEMBERS_LOW * (MEMBERS_HIGH / MEMBERS_LOW) ** (random.next() ** 1.8));
    const icon = random.oneIn(4) ? null : random.hex(32);
    const ownerId = random.pick(this.users).id;
    const guild = new Guild({ id, name, ownerId, joinedAt, memberCount, icon, plan: random.between(0, 14) });
    this.guilds.set(id, guild);
    return guild;
  }
}
