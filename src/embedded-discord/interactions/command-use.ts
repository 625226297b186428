import { type Wire, asList, asObject } from '../wire.js';
import type { World } from '../world/world.js';
import type { Command } from '../world/command.js';
import type { Guild } from '../world/guild.js';
import { type AnyPlace, OPTION, type Place, inventedValue, readOption, resolvedValues } from './option-values.js';
import type { User } from '../world/user.js';
import { KIND, type Use } from './interaction.js';

/** Everything a server's owner may do. */
const OWNER_MAY = '9007199254740991';
const MEMBERS_MAY = '2248473465835073';

type Option = ReturnType<typeof readOption>;

/** The chosen options in Discord's nested form, and what their ids stand for. */
export interface Chosen {
  readonly options: readonly Wire[];
  readonly resolved: Wire;
}

/** Who uses the application, and where. */
export type Scene = Pick<Use, 'guild' | 'channel' | 'user' | 'permissions'>;

/** A command with values somebody chose. */
export interface Choice {
  readonly command: Command;
  /** Names of the subcommand, or of its group and the subcommand; empty when the command has none. */
  readonly path: readonly string[];
  readonly values: Wire;
  readonly place: AnyPlace;
}

/**
 * The options of a use with these values.
 *
 * @throws {Error} when a name is unknown or a required option has no value
 */
export function withValues({ command, path, values, place }: Choice): Chosen {
  const { leaf, wrap } = descend(command, path);
  const unknown = Object.keys(values).find((name) => !leaf.some((option) => option.name === name));
  if (unknown !== undefined) throw new Error(`/${command.name} has no option "${unknown}"`);
  const chosen = leaf.flatMap(({ name, type, required }) => {
    const value = values[name];
    if (value === undefined && required === true) throw new Error(`/${command.name} needs the option "${name}"`);
    return value === undefined ? [] : [{ name, type, value }];
  });
  const sent = chosen.map((option) => uploaded(option, place.world));
  return { options: wrap(sent.map(({ file: _file, ...option }) => option)), resolved: resolvedValues(sent, place) };
}

/** A file is chosen by what it is, e.g. `{ filename: 'a.png', size: 10 }`, and sent as its id. */
function uploaded(option: Wire, world: World): Wire {
  const file = option['type'] === OPTION.attachment ? asObject(option['value']) : null;
  return file ? { ...option, value: world.snowflakes.next(), file } : option;
}

/** The options of a use that is still being typed: nothing is required yet, and one option has the cursor in it. */
export function withFocus({ command, path, values, place }: Choice, focused: string): Chosen {
  const { leaf, wrap } = descend(command, path);
  const option = leaf.find(({ name }) => name === focused);
  if (option?.['autocomplete'] !== true)
    throw new Error(`/${command.name} has no option "${focused}" with autocomplete`);
  const typed = leaf.flatMap(({ name, type }) => {
    const isFocused = name === focused;
    const value = values[name] ?? (isFocused ? '' : undefined);
    return value === undefined ? [] : [{ name, type, value, ...(isFocused ? { focused: true } : {}) }];
  });
  return { options: wrap(typed), resolved: resolvedValues(typed, place) };
}

/** A use as somebody in this guild might make it, or `null` when this world cannot give what the command asks for. */
export function inventedUse(command: Command, place: Place): Use | null {
  const { random } = place.world;
  const { leaf, wrap } = descend(command, (names) => random.pick(names));
  const wanted = leaf.filter((option) => option['required'] === true || random.oneIn(3));
  const chosen: Wire[] = [];
  for (const option of wanted) {
    const value = inventedValue(option, place);
    if (value === undefined && option['required'] === true) return null;
    if (value !== undefined) chosen.push({ name: option.name, type: option.type, value });
  }
  return commandUse(command, someone(command, place), {
    options: wrap(chosen),
    resolved: resolvedValues(chosen, place),
  });
}

/** @param more fields of `data` that this kind of command has, e.g. `target_id` */
export function commandUse(command: Command, scene: Scene, { options, resolved, ...more }: Chosen & Wire): Use {
  const { type, name, id, guildId } = command;
  const data = {
    type,
    name,
    id,
    ...(guildId === null ? {} : { guild_id: guildId }),
    ...(options.length > 0 ? { options } : {}),
    ...(Object.keys(resolved).length > 0 ? { resolved } : {}),
    ...more,
  };
  const title = type === 1 ? `/${name}` : `the command "${name}"`;
  return { ...scene, kind: KIND.command, title, data, command, message: null, trigger: null };
}

/** Who uses the command, and where. A command that needs permissions is used by the owner, whom Discord would show it to. */
export function someone(command: Command, { world, guild }: Place, asked?: User): Scene {
  const isReserved = command.fields['default_member_permissions'] !== null;
  const members = world.membersOf(guild);
  const user =
    asked ?? members.find((member) => isReserved && member.id === guild.ownerId) ?? world.random.pick(members);
  const channel = world.random.pick(guild.textChannels());
  return { guild, channel, user, permissions: permissionsOf(user.id, guild) };
}

/** Decimal permission bits of a member. */
export function permissionsOf(userId: string, guild: Guild): string {
  return userId === guild.ownerId ? OWNER_MAY : MEMBERS_MAY;
}

interface Descent {
  readonly leaf: readonly Option[];
  readonly wrap: (chosen: readonly Wire[]) => Wire[];
}

/** Goes down through groups and subcommands to the options that take values. */
function descend(command: Command, path: readonly string[] | ((names: readonly string[]) => string)): Descent {
  let level = asList(command.fields['options']).map(readOption);
  const steps: Option[] = [];
  for (;;) {
    const branches = level.filter((option) => option.type === OPTION.subcommand || option.type === OPTION.group);
    if (branches.length === 0) break;
    const names = branches.map((branch) => branch.name);
    const name = typeof path === 'function' ? path(names) : path[steps.length];
    const step = branches.find((branch) => branch.name === name);
    if (!step) throw new Error(`/${command.name} needs one of: ${names.join(', ')}`);
    steps.push(step);
    level = asList(step['options']).map(readOption);
  }
  const wrap = (chosen: readonly Wire[]): Wire[] =>
    steps.reduceRight<Wire[]>((options, { name, type }) => [{ name, type, options }], [...chosen]);
  return { leaf: level, wrap };
}
