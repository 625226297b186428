import type { Gateway } from '../gateway/gateway.js';
import type { Wire } from '../wire.js';
import type { CommandBook } from '../world/command-book.js';
import type { Guild } from '../world/guild.js';
import type { MessageBook } from '../world/message-book.js';
import type { User } from '../world/user.js';
import type { World } from '../world/world.js';
import { type Scene, permissionsOf } from './command-use.js';
import type { InteractionBook } from './interaction-book.js';

/** What people act on. */
export interface Stage {
  readonly world: World;
  readonly gateway: Gateway;
  readonly commands: CommandBook;
  readonly interactions: InteractionBook;
  readonly messages: MessageBook;
}

/** Where somebody does something, and who. */
export interface Whereabouts {
  /** Any guild whose shard is connected, unless told. */
  readonly guildId?: string;
  /** Any member, unless told. */
  readonly userId?: string;
  /** In the direct messages with the bot, and in no guild. */
  readonly isDirect?: boolean;
}

/** A use of a command. */
export interface Invocation extends Whereabouts {
  /** Values by option name; users, channels and roles by id, files as `{ filename, size }`. */
  readonly options?: Readonly<Wire>;
  /** The user or message that a command of the context menu is used on. */
  readonly targetId?: string;
}

/** @throws {Error} when the bot is in no such guild */
export function guildOf(stage: Stage, { guildId }: Whereabouts): Guild {
  const guild = guildId === undefined ? reachableGuild(stage) : stage.world.guilds.get(guildId);
  if (!guild) throw new Error(`The bot is in no guild ${guildId ?? 'whose shard is connected'}`);
  return guild;
}

/** @throws {Error} when there is nobody with this id */
export function userOf({ world }: Stage, userId: string): User {
  const user = world.everybody.find((one) => one.id === userId);
  if (!user) throw new Error(`There is no user ${userId}`);
  return user;
}

/** A scene in the direct messages of somebody. */
export function directScene(stage: Stage, userId: string | undefined): Scene {
  const user = userId === undefined ? stage.world.application.owner : userOf(stage, userId);
  return { guild: null, channel: stage.messages.directs.with(user), user, permissions: '442368' };
}

/** The scene with somebody else in it. */
export function playedBy(stage: Stage, scene: Scene, userId: string | undefined): Scene {
  if (userId === undefined || userId === scene.user.id) return scene;
  const permissions = scene.guild ? permissionsOf(userId, scene.guild) : scene.permissions;
  return { ...scene, user: userOf(stage, userId), permissions };
}

function reachableGuild({ world, gateway }: Stage): Guild | undefined {
  const connected = gateway.sessions.all().filter((session) => session.connection !== null);
  for (const { identity } of connected) {
    const guild = world.guilds.on(identity.shardId, identity.shardCount).find((one) => !one.isUnavailable);
    if (guild) return guild;
  }
  return undefined;
}
