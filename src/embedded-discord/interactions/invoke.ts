import type { Gateway } from '../gateway/gateway.js';
import type { Wire } from '../wire.js';
import type { CommandBook } from '../world/command-book.js';
import type { Guild } from '../world/guild.js';
import type { World } from '../world/world.js';
import { someone, withValues } from './command-use.js';
import type { InteractionBook } from './interaction-book.js';
import { type Reply, replyOf } from './reply.js';

/** How a command is used: where, and with which values. */
export interface Invocation {
  /** Any guild whose shard is connected, unless told. */
  readonly guildId?: string;
  /** Any member, unless told. */
  readonly userId?: string;
  /** Values by option name; users, channels and roles by id. */
  readonly options?: Readonly<Wire>;
}

interface Stage {
  readonly world: World;
  readonly gateway: Gateway;
  readonly commands: CommandBook;
  readonly interactions: InteractionBook;
}

/**
 * Uses a slash command and waits for the whole reply.
 *
 * @throws {Error} when it is not registered or its options are wrong, or when nobody acknowledged within 3 s
 */
export async function invoke(stage: Stage, commandName: string, invocation: Invocation): Promise<Reply> {
  const { world, commands, interactions } = stage;
  const { guildId, userId, options = {} } = invocation;
  const guild = guildId === undefined ? reachableGuild(stage) : world.guilds.get(guildId);
  if (!guild) throw new Error(`The bot is in no guild ${guildId ?? 'whose shard is connected'}`);
  const [name = '', ...path] = commandName.split(' ');
  const command = commands.find(name, guild.id);
  if (!command) throw new Error(`No slash command "${name}" is registered`);
  const place = { world, guild };
  const asked = userId === undefined ? undefined : world.member(guild, userId);
  if (userId !== undefined && !asked) throw new Error(`User ${userId} is not in guild ${guild.id}`);
  const use = { ...someone(command, place, asked), ...withValues({ command, path, values: options, place }) };
  return replyOf(await interactions.open(use).answer);
}

function reachableGuild({ world, gateway }: Stage): Guild | undefined {
  const connected = gateway.sessions.all().filter((session) => session.connection !== null);
  for (const { identity } of connected) {
    const here = world.guilds.on(identity.shardId, identity.shardCount);
    const guild = here.find((one) => !one.isUnavailable);
    if (guild) return guild;
  }
  return undefined;
}
