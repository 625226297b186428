import { GatewayDispatchEvents } from 'discord.js';

/** A guild as Discord sent it (GUILD_CREATE), as far as it is kept. */
export interface RawGuild {
  readonly id: string;
  readonly [field: string]: unknown;
}

/** Something that has an id of its own inside a guild. */
interface Part {
  readonly id?: string;
  readonly [field: string]: unknown;
}

/** What Discord sends about a part of a guild, or about the guild itself. */
export type RawEvent = Part & { readonly guild_id?: string };

/** Lists of GUILD_CREATE that say who is there just now: a resumed session tells of them again, or nobody needs them. */
const PASSING = ['members', 'presences', 'voice_states', 'stage_instances', 'guild_scheduled_events'];

/** The part of GUILD_CREATE that is kept. */
export function kept(guild: RawGuild): RawGuild {
  return Object.fromEntries(Object.entries(guild).filter(([field]) => !PASSING.includes(field))) as RawGuild;
}

type Fold = (guild: RawGuild, event: RawEvent) => RawGuild;

const put =
  (list: string): Fold =>
  (guild, event) => ({ ...guild, [list]: [...without(guild, list, event.id), event] });

const drop =
  (list: string): Fold =>
  (guild, event) => ({ ...guild, [list]: without(guild, list, event.id) });

const putRole: Fold = (guild, { role }) => put('roles')(guild, role as Part);
const dropRole: Fold = (guild, { role_id: id }) => ({ ...guild, roles: without(guild, 'roles', String(id)) });
const replace =
  (list: string): Fold =>
  (guild, event) => ({ ...guild, [list]: event[list] });

/** Events that change what is kept of a guild, and how. */
const folds: Readonly<Record<string, Fold>> = {
  [GatewayDispatchEvents.GuildUpdate]: (guild, event) => ({ ...guild, ...event, id: guild.id }),
  [GatewayDispatchEvents.ChannelCreate]: put('channels'),
  [GatewayDispatchEvents.ChannelUpdate]: put('channels'),
  [GatewayDispatchEvents.ChannelDelete]: drop('channels'),
  [GatewayDispatchEvents.ThreadCreate]: put('threads'),
  [GatewayDispatchEvents.ThreadUpdate]: put('threads'),
  [GatewayDispatchEvents.ThreadDelete]: drop('threads'),
  [GatewayDispatchEvents.GuildRoleCreate]: putRole,
  [GatewayDispatchEvents.GuildRoleUpdate]: putRole,
  [GatewayDispatchEvents.GuildRoleDelete]: dropRole,
  [GatewayDispatchEvents.GuildEmojisUpdate]: replace('emojis'),
  [GatewayDispatchEvents.GuildStickersUpdate]: replace('stickers'),
};

/** Whether an event of this type changes what is kept of a guild. */
export function changesGuild(type: string): boolean {
  return type in folds;
}

/** The guild after an event. The very same object when the event is of no type that matters here. */
export function fold(guild: RawGuild, type: string, event: RawEvent): RawGuild {
  return folds[type]?.(guild, event) ?? guild;
}

function without(guild: RawGuild, list: string, id: string | undefined): readonly Part[] {
  const parts = Array.isArray(guild[list]) ? (guild[list] as readonly Part[]) : [];
  return parts.filter((part) => part.id !== id);
}
