import { GatewayDispatchEvents, GuildScheduledEventStatus } from 'discord.js';
import type { Change, Part, RawEvent, RawGuild } from './raw-guild.js';

/** The part of GUILD_CREATE that is kept: who is online is not, and of the members only the bot itself. */
export function kept(guild: RawGuild, botId: string): RawGuild {
  const members = listOf(guild, 'members').filter(({ user }) => (user as Part)['id'] === botId);
  return { ...guild, members, presences: [] };
}

/** https://docs.discord.com/developers/resources/guild-scheduled-event#guild-scheduled-event-object-guild-scheduled-event-status */
const OVER: ReadonlySet<unknown> = new Set([GuildScheduledEventStatus.Completed, GuildScheduledEventStatus.Canceled]);

type Fold = (guild: RawGuild, event: RawEvent) => RawGuild;

/** @param key the field by which a part of the list is known */
const put =
  (list: string, key = 'id'): Fold =>
  (guild, event) => ({ ...guild, [list]: [...without(guild, list, [key, event[key]]), event] });

const drop =
  (list: string, key = 'id'): Fold =>
  (guild, event) => ({ ...guild, [list]: without(guild, list, [key, event[key]]) });

const replace =
  (list: string): Fold =>
  (guild, event) => ({ ...guild, [list]: event[list] });

const putRole: Fold = (guild, { role }) => put('roles')(guild, role as RawEvent);

/** The threads of a channel go with it, and nobody says so. */
const dropChannel: Fold = (guild, event) => ({
  ...guild,
  channels: without(guild, 'channels', ['id', event.id]),
  threads: without(guild, 'threads', ['parent_id', event.id]),
});

/** GUILD_CREATE names those that are open: what people close piles up for ever otherwise. */
const putThread: Fold = (guild, event) => {
  const isClosed = (event['thread_metadata'] as Part | undefined)?.['archived'] === true;
  return (isClosed ? drop : put)('threads')(guild, event);
};

const putVoiceState: Fold = (guild, event) =>
  (event['channel_id'] ? put : drop)('voice_states', 'user_id')(guild, event);

/** What is over is not named by GUILD_CREATE either. */
const putScheduledEvent: Fold = (guild, event) => {
  const isOver = OVER.has(event['status']);
  return (isOver ? drop : put)('guild_scheduled_events')(guild, event);
};

/** The bot's own, the only one that is kept: its roles are what it may do. */
const putMember: Fold = (guild, event) => {
  const [own = {}] = listOf(guild, 'members');
  return { ...guild, members: [{ ...own, ...event }] };
};

const countMember =
  (by: 1 | -1): Fold =>
  (guild) => ({ ...guild, member_count: Math.max(0, Number(guild['member_count'] ?? 0) + by) });

/** Events that change what is kept of a guild, and how. */
const folds: Readonly<Record<string, Fold>> = {
  [GatewayDispatchEvents.GuildUpdate]: (guild, event) => ({ ...guild, ...event, id: guild.id }),
  [GatewayDispatchEvents.ChannelCreate]: put('channels'),
  [GatewayDispatchEvents.ChannelUpdate]: put('channels'),
  [GatewayDispatchEvents.ChannelDelete]: dropChannel,
  [GatewayDispatchEvents.ThreadCreate]: putThread,
  [GatewayDispatchEvents.ThreadUpdate]: putThread,
  [GatewayDispatchEvents.ThreadDelete]: drop('threads'),
  [GatewayDispatchEvents.GuildRoleCreate]: putRole,
  [GatewayDispatchEvents.GuildRoleUpdate]: putRole,
  [GatewayDispatchEvents.GuildRoleDelete]: (guild, event) => ({
    ...guild,
    roles: without(guild, 'roles', ['id', event['role_id']]),
  }),
  [GatewayDispatchEvents.GuildEmojisUpdate]: replace('emojis'),
  [GatewayDispatchEvents.GuildStickersUpdate]: replace('stickers'),
  [GatewayDispatchEvents.GuildSoundboardSoundsUpdate]: replace('soundboard_sounds'),
  [GatewayDispatchEvents.GuildSoundboardSoundCreate]: put('soundboard_sounds', 'sound_id'),
  [GatewayDispatchEvents.GuildSoundboardSoundUpdate]: put('soundboard_sounds', 'sound_id'),
  [GatewayDispatchEvents.GuildSoundboardSoundDelete]: drop('soundboard_sounds', 'sound_id'),
  [GatewayDispatchEvents.GuildMemberUpdate]: putMember,
  [GatewayDispatchEvents.GuildMemberAdd]: countMember(1),
  [GatewayDispatchEvents.GuildMemberRemove]: countMember(-1),
  [GatewayDispatchEvents.VoiceStateUpdate]: putVoiceState,
  [GatewayDispatchEvents.StageInstanceCreate]: put('stage_instances'),
  [GatewayDispatchEvents.StageInstanceUpdate]: put('stage_instances'),
  [GatewayDispatchEvents.StageInstanceDelete]: drop('stage_instances'),
  [GatewayDispatchEvents.GuildScheduledEventCreate]: put('guild_scheduled_events'),
  [GatewayDispatchEvents.GuildScheduledEventUpdate]: putScheduledEvent,
  [GatewayDispatchEvents.GuildScheduledEventDelete]: drop('guild_scheduled_events'),
};

/** Events that change what is left of a guild with `CACHE=lean`. */
const leanTypes: ReadonlySet<string> = new Set([
  GatewayDispatchEvents.GuildUpdate,
  GatewayDispatchEvents.GuildRoleUpdate,
  GatewayDispatchEvents.GuildMemberUpdate,
  GatewayDispatchEvents.GuildMemberAdd,
  GatewayDispatchEvents.GuildMemberRemove,
]);

/** Whether events of this type change what is kept of a guild. */
export function changesGuild(type: string, isLean: boolean): boolean {
  return isLean ? leanTypes.has(type) : Object.hasOwn(folds, type);
}

/** The guild after an event. The very same object when the event is of no type that matters here. */
export function fold(guild: RawGuild, { type, event }: Change): RawGuild {
  return folds[type]?.(guild, event) ?? guild;
}

function listOf(guild: RawGuild, list: string): readonly Part[] {
  return Array.isArray(guild[list]) ? (guild[list] as readonly Part[]) : [];
}

function without(guild: RawGuild, list: string, [key, value]: readonly [string, unknown]): readonly Part[] {
  return listOf(guild, list).filter((part) => part[key] !== value);
}
