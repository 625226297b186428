import type { Wire } from '../wire.js';
import type { Command } from '../world/command.js';
import { messageWire } from '../world/message.js';
import { type Scene, commandUse, someone, withFocus, withValues } from './command-use.js';
import { KIND, type Use } from './interaction.js';
import { CONTEXT, maySee } from './interaction-wire.js';
import { resolvedValues } from './option-values.js';
import { type Reply, replyOf } from './reply.js';
import { type Invocation, type Stage, directScene, guildOf, playedBy } from './stage.js';

export type { Invocation } from './stage.js';

/** 1 slash command, 2 on a user, 3 on a message. */
const SLASH = 1;
const ON_USER = 2;
const USER_OPTION = 6;

/**
 * Uses a command and waits for the whole reply.
 *
 * @param name of a slash command with its subcommand after a space, or, with a target, of one of the context menu
 * @throws {Error} when it is not registered or its options are wrong, or when nobody acknowledged within 3 s
 */
export async function invoke(stage: Stage, name: string, invocation: Invocation): Promise<Reply> {
  const use = invocation.targetId === undefined ? slashUse(stage, name, invocation) : menuUse(stage, name, invocation);
  return replyOf(await stage.interactions.open(use).answer);
}

/** An option that is being typed. */
export interface Typing extends Invocation {
  /** The option with the cursor in it; what is typed so far is its value in `options`. */
  readonly focused: string;
}

/**
 * Types an option with autocomplete and waits for the suggestions.
 *
 * @throws {Error} when there is no such option, or when nobody suggested anything within 3 s
 */
export async function complete(stage: Stage, commandName: string, typing: Typing): Promise<Reply> {
  const { command, path, scene } = slash(stage, commandName, typing);
  const place = { world: stage.world, guild: scene.guild };
  const chosen = withFocus({ command, path, values: typing.options ?? {}, place }, typing.focused);
  const title = `the option "${typing.focused}" of /${command.name}`;
  const use = { ...commandUse(command, scene, { ...chosen }), kind: KIND.autocomplete, title };
  return replyOf(await stage.interactions.open(use).answer);
}

function slashUse(stage: Stage, name: string, invocation: Invocation): Use {
  const { command, path, scene } = slash(stage, name, invocation);
  const place = { world: stage.world, guild: scene.guild };
  const chosen = withValues({ command, path, values: invocation.options ?? {}, place });
  return commandUse(command, scene, { ...chosen });
}

interface Found {
  readonly command: Command;
  readonly path: readonly string[];
  readonly scene: Scene;
}

function slash(stage: Stage, commandName: string, invocation: Invocation): Found {
  const [name = '', ...path] = commandName.split(' ');
  const isIt = (command: Command): boolean => command.name === name && command.type === SLASH;
  return { path, ...found(stage, invocation, { isIt, what: `slash command "${name}"` }) };
}

interface Wanted {
  readonly isIt: (command: Command) => boolean;
  readonly what: string;
}

function found(stage: Stage, invocation: Invocation, { isIt, what }: Wanted): Omit<Found, 'path'> {
  const { world, commands } = stage;
  const isDirect = invocation.isDirect === true;
  const guild = isDirect ? null : guildOf(stage, invocation);
  const own = guild ? commands.list(guild.id) : [];
  const command = [...own, ...commands.list(null)].find(isIt);
  if (!command) throw new Error(`No ${what} is registered`);
  if (!guild) {
    if (!isForDirect(command)) throw new Error(`The ${what} is not for direct messages`);
    return { command, scene: directScene(stage, invocation.userId) };
  }
  return { command, scene: playedBy(stage, someone(command, { world, guild }), invocation.userId) };
}

/** https://docs.discord.com/developers/interactions/application-commands#interaction-contexts */
function isForDirect({ fields }: Command): boolean {
  const { contexts, dm_permission: mayBeDirect } = fields;
  return Array.isArray(contexts) ? contexts.includes(CONTEXT.direct) : mayBeDirect !== false;
}

function menuUse(stage: Stage, name: string, invocation: Invocation): Use {
  const { targetId = '' } = invocation;
  const isIt = (command: Command): boolean => command.name === name && command.type !== SLASH;
  const { command, scene } = found(stage, invocation, { isIt, what: `command "${name}" of the context menu` });
  const [resolved, room] =
    command.type === ON_USER ? onUser(stage, scene, targetId) : onMessage(stage, scene, targetId);
  const use = commandUse(command, scene, { options: [], resolved, target_id: targetId });
  return { ...use, channel: room };
}

type Target = readonly [resolved: Wire, room: Scene['channel']];

function onUser({ world }: Stage, { guild, channel }: Scene, targetId: string): Target {
  const resolved = resolvedValues([{ type: USER_OPTION, value: targetId }], { world, guild });
  if (!('users' in resolved)) throw new Error(`There is no user ${targetId}`);
  return [{ users: resolved['users'], ...('members' in resolved ? { members: resolved['members'] } : {}) }, channel];
}

function onMessage({ messages }: Stage, { user, guild }: Scene, targetId: string): Target {
  const message = messages.get(targetId);
  const room = message && messages.room(message.channelId);
  const isHere = message?.guildId === (guild?.id ?? null);
  if (!message || !room || !isHere || !maySee(user.id, message))
    throw new Error(`There is no message ${targetId} here`);
  return [{ messages: { [targetId]: messageWire(message) } }, room];
}
