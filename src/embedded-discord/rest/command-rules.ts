import { DiscordError, invalidForm } from '../discord-error.js';
import { type Wire, asList, asObject, asText } from '../wire.js';
import { FormErrors, type Path } from './form-errors.js';
import { OptionRules } from './option-rules.js';

/** https://docs.discord.com/developers/interactions/application-commands#application-command-object-application-command-naming */
const NAME = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;
const NAME_LENGTH = 32;
const DESCRIPTION_LENGTH = 100;
/** Characters of names, descriptions and values of one command taken together. */
const COMMAND_LENGTH = 8_000;

/** Commands of each type in one place, global or one guild. */
const mostOf: Readonly<Record<number, number>> = { 1: 100, 2: 15, 3: 15, 4: 1 };
const SLASH = 1;

const types = [1, 2, 3, 4];

/** @throws {DiscordError} 50035 when Discord would not register this command */
export function checkCommand(body: unknown): Wire {
  const errors = new FormErrors();
  checkOne(body, [], errors);
  errors.throwIfAny();
  return asObject(body) ?? {};
}

/** @throws {DiscordError} 50035 when one of the commands is wrong or used twice, 30032 when there are too many */
export function checkCommands(body: unknown): Wire[] {
  if (!Array.isArray(body)) {
    throw invalidForm({
      _errors: [{ code: 'LIST_TYPE_CONVERT', message: 'Only iterables may be used in a ListType' }],
    });
  }
  const errors = new FormErrors();
  const seen = new Set<string>();
  body.forEach((command, number) => {
    checkOne(command, [number], errors);
    const key = `${typeOf(command)} ${asText(asObject(command)?.['name'])}`;
    if (seen.has(key))
      errors.add([number], 'APPLICATION_COMMANDS_DUPLICATE_NAME', 'Application command names must be unique');
    seen.add(key);
  });
  errors.throwIfAny();
  checkCounts(body);
  return body.map((command) => asObject(command) ?? {});
}

/** @throws {DiscordError} 30032 when one place would hold more commands of a type than Discord allows */
export function checkCounts(commands: readonly unknown[]): void {
  for (const [type, most] of Object.entries(mostOf)) {
    const count = commands.filter((command) => typeOf(command) === Number(type)).length;
    if (count > most) {
      throw new DiscordError(400, 30032, `Maximum number of application commands reached (${most}).`);
    }
  }
}

function typeOf(command: unknown): number {
  const type = asObject(command)?.['type'];
  return typeof type === 'number' ? type : SLASH;
}

function checkOne(command: unknown, path: Path, errors: FormErrors): void {
  const body = asObject(command);
  if (!body) return errors.add(path, 'MODEL_TYPE_CONVERT', 'Only dictionaries may be used in a ModelType');
  const type = typeOf(body);
  if (!types.includes(type)) return errors.choices([...path, 'type'], types);
  checkName(body['name'], { path: [...path, 'name'], isSlash: type === SLASH }, errors);
  if (type === SLASH) {
    checkDescription(body['description'], [...path, 'description'], errors);
    const rules = new OptionRules(errors, (option, here) => {
      checkName(option['name'], { path: [...here, 'name'], isSlash: true }, errors);
      checkDescription(option['description'], [...here, 'description'], errors);
    });
    rules.check(body['options'], { path: [...path, 'options'], parent: null });
  } else checkMenu(body, path, errors);
  if (lengthOf(body) > COMMAND_LENGTH) {
    errors.add(path, 'APPLICATION_COMMAND_TOO_LARGE', `Command exceeds maximum size (${COMMAND_LENGTH})`);
  }
}

/** A command of the context menu is its name and nothing else. */
function checkMenu(body: Wire, path: Path, errors: FormErrors): void {
  if (asText(body['description'])) {
    const words = 'Context menu commands cannot have description';
    errors.add([...path, 'description'], 'APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION_INVALID', words);
  }
  if (asList(body['options']).length > 0) {
    const words = 'Context menu commands cannot have options';
    errors.add([...path, 'options'], 'APPLICATION_COMMAND_CONTEXT_MENU_OPTIONS_INVALID', words);
  }
}

/** The error of a command that would get the name of another. */
export function duplicateName(): DiscordError {
  const message = 'Application command names must be unique';
  return invalidForm({ name: { _errors: [{ code: 'APPLICATION_COMMANDS_DUPLICATE_NAME', message }] } });
}

function checkName(name: unknown, { path, isSlash }: { path: Path; isSlash: boolean }, errors: FormErrors): void {
  if (name === undefined || name === null) return errors.required(path);
  if (typeof name !== 'string' || name.length < 1 || name.length > NAME_LENGTH) {
    return errors.badLength(path, 1, NAME_LENGTH);
  }
  if (isSlash && !(NAME.test(name) && name === name.toLowerCase())) {
    errors.add(path, 'APPLICATION_COMMAND_INVALID_NAME', 'Command name is invalid');
  }
}

function checkDescription(description: unknown, path: Path, errors: FormErrors): void {
  if (description === undefined || description === null) return errors.required(path);
  const length = asText(description)?.length ?? 0;
  if (length < 1 || length > DESCRIPTION_LENGTH) errors.badLength(path, 1, DESCRIPTION_LENGTH);
}

function lengthOf(body: Wire): number {
  const own = longest(body, 'name') + longest(body, 'description');
  const inside = [...asList(body['options']), ...asList(body['choices'])];
  const values = asText(body['value'])?.length ?? 0;
  return inside.reduce<number>((sum, one) => sum + lengthOf(asObject(one) ?? {}), own + values);
}

/** Of a text and its translations, the longest counts. */
function longest(body: Wire, name: 'name' | 'description'): number {
  const texts = [body[name], ...Object.values(asObject(body[`${name}_localizations`]) ?? {})];
  return Math.max(...texts.map((text) => asText(text)?.length ?? 0));
}
