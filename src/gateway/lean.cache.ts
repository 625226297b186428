import {
  type CacheWithLimitsOptions,
  GatewayDispatchEvents,
  type GatewayGuildCreateDispatchData,
  type GuildMember,
  Options,
  type User,
} from 'discord.js';
import type { NecordModuleOptions } from 'necord';
import { type WebSocketManager, WebSocketShardEvents } from './supervision/discordjs-ws.js';

const NOTHING = { maxSize: 0 };

/**
 * What the library remembers of each server with `CACHE=lean`: the server itself, its @everyone role and the bot's own
 * member. It costs a third of the memory, and spares the long garbage collections that make commands late.
 */
const limits: CacheWithLimitsOptions = {
  ...Options.DefaultMakeCacheSettings,
  AutoModerationRuleManager: NOTHING,
  BaseGuildEmojiManager: NOTHING,
  DMMessageManager: NOTHING,
  GuildBanManager: NOTHING,
  GuildEmojiManager: NOTHING,
  GuildInviteManager: NOTHING,
  GuildMemberManager: { maxSize: 0, keepOverLimit: (member: GuildMember) => member.id === member.client.user.id },
  GuildMessageManager: NOTHING,
  GuildScheduledEventManager: NOTHING,
  GuildStickerManager: NOTHING,
  MessageManager: NOTHING,
  PresenceManager: NOTHING,
  ReactionManager: NOTHING,
  ReactionUserManager: NOTHING,
  StageInstanceManager: NOTHING,
  ThreadManager: NOTHING,
  ThreadMemberManager: NOTHING,
  UserManager: { maxSize: 0, keepOverLimit: (user: User) => user.id === user.client.user.id },
  VoiceStateManager: NOTHING,
};

/** For discord.js's option `makeCache`; necord's types come from discord.js's other (CommonJS) declarations. */
export const leanCache = Options.cacheWithLimits(limits) as unknown as NonNullable<NecordModuleOptions['makeCache']>;

/** Takes out of every server what `leanCache` cannot limit, before the library sees it: channels and roles, above all. */
export function slimGuilds(manager: WebSocketManager, botId: string): void {
  manager.on(WebSocketShardEvents.Dispatch, ({ data }) => {
    if (data.t === GatewayDispatchEvents.GuildCreate && !('unavailable' in data.d && data.d.unavailable))
      slim(data.d, botId);
  });
}

/** Leaves of a server what `CACHE=lean` remembers. */
export function slim(guild: GatewayGuildCreateDispatchData, botId: string): void {
  guild.roles = guild.roles.filter(({ id }) => id === guild.id); // @everyone has the server's own id
  guild.members = guild.members.filter(({ user }) => user.id === botId);
  guild.channels = [];
  guild.threads = [];
  guild.emojis = [];
  guild.stickers = [];
  guild.presences = [];
  guild.voice_states = [];
  guild.stage_instances = [];
  guild.guild_scheduled_events = [];
}
