import { type Wire, timestamp } from '../wire.js';
import type { Channel, Guild, Role } from './guild.js';
import { presenceOf } from './guild-presence.js';
import { madeAt } from './snowflake.js';
import { type User, gatewayUser, restUser } from './user.js';

/** What every guild of this world has in common, in both tongues: https://docs.discord.com/developers/resources/guild#guild-object */
const common = {
  description: null,
  home_header: null,
  splash: null,
  discovery_splash: null,
  features: [],
  banner: null,
  application_id: null,
  region: 'deprecated',
  afk_channel_id: null,
  afk_timeout: 300,
  system_channel_id: null,
  system_channel_flags: 0,
  verification_level: 1,
  default_message_notifications: 0,
  mfa_level: 0,
  explicit_content_filter: 0,
  max_members: 25_000_000,
  max_stage_video_channel_users: 50,
  max_video_channel_users: 25,
  vanity_url_code: null,
  premium_tier: 0,
  premium_subscription_count: 0,
  preferred_locale: 'en-US',
  rules_channel_id: null,
  safety_alerts_channel_id: null,
  public_updates_channel_id: null,
  premium_progress_bar_enabled: false,
  nsfw: false,
  nsfw_level: 0,
  emojis: [],
  stickers: [],
  incidents_data: null,
  latest_onboarding_question_id: null,
};

const gatewayOnly = {
  presences: [],
  premium_features: null,
  activity_instances: [],
  inventory_settings: null,
  guild_scheduled_events: [],
  profile: null,
  lazy: true,
  voice_states: [],
  threads: [],
  hub_type: null,
  moderator_reporting: null,
  owner_configured_content_level: 0,
  stage_instances: [],
  application_command_counts: {},
  unavailable: false,
  embedded_activities: [],
  soundboard_sounds: [],
};

/** Above this many members nobody but the bot is in GUILD_CREATE: https://docs.discord.com/developers/events/gateway-events#guild-create */
const CROWDED_ABOVE = 75_000;

/** For whom a guild is written: with the intent for presences one sees who is there. */
export interface Sight {
  readonly seesPresences: boolean;
  /** From more members than this on, those who are offline are left out. */
  readonly largeThreshold: number;
}

/** The `d` of GUILD_CREATE: https://docs.discord.com/developers/events/gateway-events#guild-create */
export function guildCreate(guild: Guild, people: People, { seesPresences, largeThreshold }: Sight): Wire {
  const { bot } = people;
  const isLarge = guild.memberCount > largeThreshold;
  const isSeen = seesPresences && guild.memberCount <= CROWDED_ABOVE;
  const presences = isSeen ? people.membersOf(guild).map((user) => [user, presenceOf(user)] as const) : [];
  const present = presences.filter(([, presence]) => presence !== null || !isLarge);
  return {
    ...guildUpdate(guild, bot),
    ...gatewayOnly,
    joined_at: timestamp(guild.joinedAt),
    large: isLarge,
    member_count: guild.memberCount,
    members: [bot, ...present.map(([user]) => user)].map((user) => gatewayMember(guild, user, bot)),
    presences: presences.flatMap(([, presence]) => presence ?? []),
    channels: guild.channels().map((channel) => gatewayChannel(channel)),
  };
}

/** Who is known by name in a guild. */
interface People {
  readonly bot: User;
  membersOf(guild: Guild): readonly User[];
}

/** The `d` of GUILD_UPDATE. */
export function guildUpdate(guild: Guild, bot: User): Wire {
  const { id, name, icon, ownerId: owner_id } = guild;
  return { ...common, id, name, icon, owner_id, version: guild.joinedAt, roles: roles(guild, bot) };
}

/** A guild as REST gives it. */
export function restGuild(guild: Guild, bot: User): Wire {
  return {
    ...guildUpdate(guild, bot),
    widget_enabled: false,
    widget_channel_id: null,
    max_presences: null,
    approximate_member_count: guild.memberCount,
    approximate_presence_count: Math.ceil(guild.memberCount / 7),
  };
}

/** A guild in the bot's own list. */
export function myGuild(guild: Guild): Wire {
  const { id, name, icon } = guild;
  return { id, name, icon, banner: null, owner: false, permissions: '2248473465835073', features: [] };
}

/** A channel inside GUILD_CREATE, which leaves out the guild. */
export function gatewayChannel(channel: Channel): Wire {
  const { id, type, name, position } = channel;
  const base = { id, type, name, position, flags: 0, permission_overwrites: [], version: madeAt(id) };
  if (type === 4) return base;
  const inside = { ...base, parent_id: channel.parentId, rate_limit_per_user: 0, nsfw: false, last_message_id: null };
  if (type === 0) return { ...inside, topic: channel.topic, last_pin_timestamp: null, icon_emoji: null };
  return { ...inside, bitrate: 64_000, user_limit: 0, rtc_region: null, icon_emoji: null };
}

/** A channel by itself, in events and in REST. */
export function wholeChannel(channel: Channel): Wire {
  return { ...gatewayChannel(channel), guild_id: channel.guildId };
}

export function roles(guild: Guild, bot: User): Wire[] {
  return guild.roles().map((role) => roleWire(role, bot));
}

/** https://docs.discord.com/developers/topics/permissions#role-object */
export function roleWire(role: Role, bot: User): Wire {
  const { id, name, color, position, permissions, isManaged: managed } = role;
  return {
    version: madeAt(id),
    unicode_emoji: null,
    tags: managed ? { bot_id: bot.id } : {},
    position,
    permissions,
    name,
    mentionable: false,
    managed,
    id,
    icon: null,
    hoist: false,
    flags: 0,
    colors: { primary_color: color, secondary_color: null, tertiary_color: null },
    color,
  };
}

/** https://docs.discord.com/developers/resources/guild#guild-member-object */
export function gatewayMember(guild: Guild, user: User, bot: User): Wire {
  return { user: gatewayUser(user), ...membership(guild, user, bot) };
}

export function restMember(guild: Guild, user: User, bot: User): Wire {
  return { user: restUser(user), ...membership(guild, user, bot) };
}

/** A member without the user, as a message carries it. */
export function membership(guild: Guild, user: User, bot: User): Wire {
  return {
    roles: user.id === bot.id ? [guild.botRoleId] : [],
    premium_since: null,
    pending: false,
    nick: user.id === bot.id ? guild.botNick : null,
    mute: false,
    joined_at: timestamp(user.id === bot.id ? guild.joinedAt : Math.max(madeAt(guild.id), madeAt(user.id))),
    flags: 0,
    deaf: false,
    communication_disabled_until: null,
    banner: null,
    avatar: null,
  };
}
