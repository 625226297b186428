import { DiscordError, invalidForm } from '../discord-error.js';
import { type Wire, asList, asObject, asText } from '../wire.js';
import { FormErrors } from './form-errors.js';

/** https://docs.discord.com/developers/interactions/application-commands#application-command-object-application-command-naming */
const NAME = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;
const NAME_LENGTH = 32;
const DESCRIPTION_LENGTH = 100;
const OPTIONS = 25;
const CHOICES = 25;
/** Characters of names, descriptions and values of one command taken together. */
const COMMAND_LENGTH = 8_000;

/** Commands of each type in one place, global or one guild. */
const mostOf: Readonly<Record<number, number>> = { 1: 100, 2: 15, 3: 15, 4: 1 };
const SLASH = 1;

type Path = readonly (string | number)[];

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
  checkName(body['name'], { path: [...path, 'name'], isSlash: type === SLASH }, errors);
  if (type === SLASH) {
    checkDescription(body['description'], [...path, 'description'], errors);
    checkOptions(body['options'], [...path, 'options'], errors);
  }
  if (lengthOf(body) > COMMAND_LENGTH) {
    errors.add(path, 'APPLICATION_COMMAND_TOO_LARGE', `Command exceeds maximum size (${COMMAND_LENGTH})`);
  }
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

function checkOptions(options: unknown, path: Path, errors: FormErrors): void {
  const list = asList(options);
  if (list.length > OPTIONS) errors.tooLong(path, OPTIONS);
  let isOptionalSeen = false;
  list.forEach((option, number) => {
    const here = [...path, number];
    const fields = asObject(option) ?? {};
    checkName(fields['name'], { path: [...here, 'name'], isSlash: true }, errors);
    checkDescription(fields['description'], [...here, 'description'], errors);
    if (typeof fields['type'] !== 'number') errors.required([...here, 'type']);
    if (asList(fields['choices']).length > CHOICES) errors.tooLong([...here, 'choices'], CHOICES);
    const isRequired = fields['required'] === true;
    if (isRequired && isOptionalSeen) {
      const message = 'Required options must be placed before non-required options';
      errors.add(here, 'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID', message);
    }
    isOptionalSeen ||= !isRequired;
    checkOptions(fields['options'], [...here, 'options'], errors);
  });
}

function lengthOf(body: Wire): number {
  const own = (asText(body['name'])?.length ?? 0) + (asText(body['description'])?.length ?? 0);
  const inside = [...asList(body['options']), ...asList(body['choices'])];
  const values = asText(body['value'])?.length ?? 0;
  return inside.reduce<number>((sum, one) => sum + lengthOf(asObject(one) ?? {}), own + values);
}
