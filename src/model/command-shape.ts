import type { CommandType, CommandValue } from './command-drift.js';

/** A command as Discord's API has it: https://docs.discord.com/developers/interactions/application-commands#application-command-object */
export type WireCommand = Readonly<Record<string, unknown>>;

/** What a command says, without what Discord adds by itself. A part that says nothing more than the default is not there. */
export interface Branch {
  /** Options and choices have names, and people see them in their order. */
  readonly isOrdered: boolean;
  readonly parts: ReadonlyMap<string, Shape>;
}

export type Shape = CommandValue | Branch;

export function isBranch(shape: Shape | undefined): shape is Branch {
  return typeof shape === 'object' && shape !== null && 'parts' in shape && shape.parts instanceof Map;
}

const types: Readonly<Record<number, CommandType>> = { 1: 'slash', 2: 'user', 3: 'message' };

/** `null` for what nobody registers as a command of their own: the entry point of an activity is Discord's. */
export function typeOf({ type }: WireCommand): CommandType | null {
  return types[typeof type === 'number' ? type : 1] ?? null;
}

/** Values of options and choices that are numbers: https://docs.discord.com/developers/interactions/application-commands#application-command-object-application-command-option-type */
const numberTypes: readonly unknown[] = [4, 10];
/** Only in a server: what `dm_permission: false` said before there were contexts. */
const IN_SERVERS: CommandValue = [0];

/** @param isGlobal those of one server have no contexts and integration types */
export function commandShape(command: WireCommand, isGlobal: boolean): Branch {
  return fields({
    description: text(command['description']),
    name_localizations: localizations(command['name_localizations']),
    description_localizations: localizations(command['description_localizations']),
    default_member_permissions: permissions(command['default_member_permissions']),
    nsfw: onlyTrue(command['nsfw']),
    ...(isGlobal ? { contexts: contexts(command), integration_types: list(command['integration_types']) } : {}),
    options: named(command['options'], optionShape),
  });
}

function optionShape(option: WireCommand): Branch {
  const isNumber = numberTypes.includes(option['type']);
  return fields({
    type: plain(option['type']),
    description: text(option['description']),
    name_localizations: localizations(option['name_localizations']),
    description_localizations: localizations(option['description_localizations']),
    required: onlyTrue(option['required']),
    autocomplete: onlyTrue(option['autocomplete']),
    channel_types: list(option['channel_types']),
    file_types: list(option['file_types']),
    min_value: number(option['min_value']),
    max_value: number(option['max_value']),
    min_length: number(option['min_length']),
    max_length: number(option['max_length']),
    choices: named(option['choices'], (choice) => choiceShape(choice, isNumber)),
    options: named(option['options'], optionShape),
  });
}

function choiceShape(choice: WireCommand, isNumber: boolean): Branch {
  return fields({
    name_localizations: localizations(choice['name_localizations']),
    value: isNumber ? number(choice['value']) : plain(choice['value']),
  });
}

function fields(all: Readonly<Record<string, Shape | undefined>>): Branch {
  const said = Object.entries(all).filter((entry): entry is [string, Shape] => entry[1] !== undefined);
  return { isOrdered: false, parts: new Map(said) };
}

function named(value: unknown, shapeOf: (one: WireCommand) => Branch): Branch | undefined {
  if (!Array.isArray(value) || value.length === 0) return undefined;
  const parts = (value as readonly WireCommand[]).map((one) => [text(one['name']) ?? '', shapeOf(one)] as const);
  return { isOrdered: true, parts: new Map(parts) };
}

function localizations(value: unknown): Branch | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const said = fields(Object.fromEntries(Object.entries(value).map(([locale, words]) => [locale, text(words)])));
  return said.parts.size > 0 ? said : undefined;
}

function contexts(command: WireCommand): CommandValue | undefined {
  return list(command['contexts']) ?? (command['dm_permission'] === false ? IN_SERVERS : undefined);
}

/** A set: the order says nothing. */
function list(value: unknown): CommandValue | undefined {
  if (!Array.isArray(value) || value.length === 0) return undefined;
  return [...new Set(value as readonly (number | string)[])].sort((a, b) => (a < b ? -1 : 1));
}

/** A bit set as a decimal number: `8`, and not `08`. `0` is for administrators only, which is not the default. */
function permissions(value: unknown): CommandValue | undefined {
  const bits = plain(value);
  return bits !== undefined && /^\d+$/.test(String(bits)) ? BigInt(String(bits)).toString() : bits;
}

/** Discord takes spaces away at both ends. */
function text(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

function number(value: unknown): CommandValue | undefined {
  const said = plain(value);
  return said === undefined || said === '' || Number.isNaN(Number(said)) ? said : Number(said);
}

function onlyTrue(value: unknown): true | undefined {
  return value === true ? true : undefined;
}

function plain(value: unknown): string | number | boolean | undefined {
  if (typeof value === 'bigint') return value.toString();
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : undefined;
}
