import {
  type CommandDifference,
  type CommandPlace,
  type CommandValue,
  type FieldDrift,
  GLOBAL,
} from './command-drift.js';
import { type Branch, type Shape, type WireCommand, commandShape, isBranch, typeOf } from './command-shape.js';

/** The commands of one place, as Discord's API has them. */
export interface PlaceCommands {
  readonly place: CommandPlace;
  readonly inCode: readonly WireCommand[];
  readonly atDiscord: readonly WireCommand[];
}

/** What is not the same in one place, by name. Pure; an unchanged command is never in it, whatever Discord adds to it. */
export function differencesIn({ place, inCode, atDiscord }: PlaceCommands): readonly CommandDifference[] {
  const ours = byKey(inCode);
  const theirs = byKey(atDiscord);
  const keys = [...new Set([...ours.keys(), ...theirs.keys()])].sort();
  return keys.flatMap((key) => differenceOf(place, ours.get(key), theirs.get(key)) ?? []);
}

/** Two commands are the same one when name and type are: https://docs.discord.com/developers/interactions/application-commands#updating-and-deleting-a-command */
export function commandKey({ name, type }: Pick<CommandDifference, 'name' | 'type'>): string {
  return `${name} ${type}`;
}

/** Those of a type that we know, by their key. */
export function byKey<Command extends WireCommand>(commands: readonly Command[]): ReadonlyMap<string, Command> {
  const known = commands.flatMap((command) => {
    const type = typeOf(command);
    return type === null ? [] : [[commandKey({ name: String(command['name']), type }), command] as const];
  });
  return new Map(known);
}

function differenceOf(
  place: CommandPlace,
  ours: WireCommand | undefined,
  theirs: WireCommand | undefined,
): CommandDifference | null {
  const known = ours ?? theirs ?? {};
  const about = { place, name: String(known['name']), type: typeOf(known) ?? 'slash' };
  if (!theirs) return { ...about, kind: 'only_in_code', fields: [] };
  if (!ours) return { ...about, kind: 'only_at_discord', fields: [] };
  const wanted = commandShape(ours, place === GLOBAL);
  const fields = fieldsOf('', wanted, withoutDefaults(commandShape(theirs, place === GLOBAL), wanted));
  return fields.length === 0 ? null : { ...about, kind: 'changed', fields };
}

/** In servers and in direct messages with the bot: so new commands are, with or without group chats. */
const USUAL_CONTEXTS = [0, 1];

/**
 * Where the code does not say in which contexts and installations a command can be used, Discord writes down what is usual
 * for the application at that time. That is no difference.
 */
function withoutDefaults(theirs: Branch, wanted: Branch): Branch {
  const parts = new Map(theirs.parts);
  if (!wanted.parts.has('integration_types')) parts.delete('integration_types');
  const contexts = parts.get('contexts');
  const isUsual = Array.isArray(contexts) && USUAL_CONTEXTS.every((one) => contexts.includes(one));
  if (isUsual && !wanted.parts.has('contexts')) parts.delete('contexts');
  return { ...theirs, parts };
}

function fieldsOf(path: string, ours: Shape | undefined, theirs: Shape | undefined): readonly FieldDrift[] {
  if (!isBranch(ours) || !isBranch(theirs)) {
    const [inCode, atDiscord] = [valueOf(ours), valueOf(theirs)];
    return JSON.stringify(inCode) === JSON.stringify(atDiscord) ? [] : [{ path, inCode, atDiscord }];
  }
  const names = [...new Set([...ours.parts.keys(), ...theirs.parts.keys()])];
  const inside = names.flatMap((name) =>
    fieldsOf(path === '' ? name : `${path}.${name}`, ours.parts.get(name), theirs.parts.get(name)),
  );
  return ours.isOrdered ? [...inside, ...orderOf(path, ours, theirs)] : inside;
}

/** The names in their order, where those that both have do not come in the same one. */
function orderOf(path: string, ours: Branch, theirs: Branch): readonly FieldDrift[] {
  const [inCode, atDiscord] = [[...ours.parts.keys()], [...theirs.parts.keys()]];
  const ofBoth = (names: readonly string[]) =>
    JSON.stringify(names.filter((name) => ours.parts.has(name) && theirs.parts.has(name)));
  return ofBoth(inCode) === ofBoth(atDiscord) ? [] : [{ path, inCode, atDiscord }];
}

function valueOf(shape: Shape | undefined): CommandValue {
  if (shape === undefined) return null;
  if (!isBranch(shape)) return shape;
  const parts = [...shape.parts].map(([name, part]) => [name, valueOf(part)] as const);
  if (!shape.isOrdered) return Object.fromEntries(parts);
  return parts.map(([name, part]) => ({ name, ...(part as Readonly<Record<string, CommandValue>>) }));
}
