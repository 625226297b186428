import { type Wire, asList, asObject, asText } from '../wire.js';
import { smallTalk } from '../world/names.js';
import type { Guild } from '../world/guild.js';
import { gatewayUser } from '../world/user.js';
import { membership, roleWire, wholeChannel } from '../world/guild-wire.js';
import type { World } from '../world/world.js';

/** Kinds of options: https://docs.discord.com/developers/interactions/application-commands#application-command-object-application-command-option-type */
export const OPTION = {
  subcommand: 1,
  group: 2,
  text: 3,
  integer: 4,
  boolean: 5,
  user: 6,
  channel: 7,
  role: 8,
  mentionable: 9,
  number: 10,
  attachment: 11,
} as const;

/** A registered option, read with care: its fields came from a client. */
export function readOption(option: unknown): Wire & { name: string; type: number } {
  const fields = asObject(option) ?? {};
  const type = typeof fields['type'] === 'number' ? fields['type'] : 0;
  return { ...fields, name: asText(fields['name']) ?? '', type };
}

/** Where values may be taken from. */
export interface Place {
  readonly world: World;
  readonly guild: Guild;
}

/** The same, or a direct message, in which there are only people. */
export interface AnyPlace {
  readonly world: World;
  readonly guild: Guild | null;
}

/** A value that Discord would let a user send for this option; `undefined` when this world has none to offer. */
export function inventedValue(option: Wire, { world, guild }: Place): unknown {
  const { random } = world;
  const choices = asList(option['choices']).map((choice) => asObject(choice)?.['value']);
  if (choices.length > 0) return random.pick(choices);
  switch (option['type']) {
    case OPTION.text:
      return inventedText(option, random.pick(smallTalk));
    case OPTION.integer:
    case OPTION.number:
      return inventedNumber(option, world);
    case OPTION.boolean:
      return random.oneIn(2);
    case OPTION.user:
    case OPTION.mentionable:
      return random.pick(world.membersOf(guild)).id;
    case OPTION.channel:
      return inventedChannel(option, { world, guild });
    case OPTION.role:
      return random.pick(guild.roles()).id;
    default:
      return undefined;
  }
}

function inventedText(option: Wire, text: string): string {
  const least = typeof option['min_length'] === 'number' ? option['min_length'] : 1;
  const most = typeof option['max_length'] === 'number' ? option['max_length'] : 6_000;
  return text.padEnd(least, '.').slice(0, most);
}

function inventedNumber(option: Wire, { random }: World): number {
  const low = typeof option['min_value'] === 'number' ? option['min_value'] : 1;
  const high = typeof option['max_value'] === 'number' ? option['max_value'] : low + 100;
  return random.between(Math.ceil(low), Math.floor(Math.min(high, low + 1_000)));
}

function inventedChannel(option: Wire, { world, guild }: Place): string | undefined {
  const types = asList(option['channel_types']);
  const fitting = guild.channels().filter((channel) => types.length === 0 || types.includes(channel.type));
  return fitting.length === 0 ? undefined : world.random.pick(fitting).id;
}

type Kind = 'users' | 'members' | 'channels' | 'roles' | 'attachments';
type Found = Record<Kind, Wire>;

/** What the ids among chosen values stand for: `data.resolved` of an interaction. */
export function resolvedValues(chosen: readonly Wire[], place: AnyPlace): Wire {
  const found: Found = { users: {}, members: {}, channels: {}, roles: {}, attachments: {} };
  for (const { type, value, file } of chosen) {
    const id = asText(value);
    if (id === null || type === OPTION.text) continue;
    if (type === OPTION.attachment) found.attachments[id] = attachment(id, asObject(file) ?? {});
    else resolve(id, place, found);
  }
  return Object.fromEntries(Object.entries(found).filter(([, things]) => Object.keys(things).length > 0));
}

/** Adds whatever has this id. */
export function resolve(id: string, { world, guild }: AnyPlace, found: Found): void {
  const isBot = id === world.bot.id;
  const user = isBot ? world.bot : world.users.find((one) => one.id === id);
  const member = guild ? world.member(guild, id) : undefined;
  const role = guild?.roles().find((one) => one.id === id);
  const channel = guild?.channels().find((one) => one.id === id);
  if (user) found.users[id] = gatewayUser(user);
  if (guild && member) found.members[id] = { ...membership(guild, member, world.bot), permissions: '2248473465835073' };
  if (role) found.roles[id] = roleWire(role, world.bot);
  if (channel) found.channels[id] = { ...wholeChannel(channel), permissions: '2248473465835073' };
}

function attachment(id: string, file: Wire): Wire {
  const filename = asText(file['filename']) ?? 'file';
  const path = `ephemeral-attachments/${id}/${encodeURIComponent(filename)}`;
  const addresses = { url: `https://cdn.discordapp.com/${path}`, proxy_url: `https://media.discordapp.net/${path}` };
  return { id, size: 1, content_type: 'application/octet-stream', ephemeral: true, ...file, filename, ...addresses };
}
