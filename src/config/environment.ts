import { type ClassConstructor, plainToInstance } from 'class-transformer';
import { type ValidationError, validateSync } from 'class-validator';
import { readFileSync } from 'node:fs';
import { settingsOf } from './env.js';

/** The process must not start on settings like these. */
export class InvalidSettings extends Error {
  override readonly name = 'InvalidSettings';

  /** @param reasons names and reasons, never values: a value may be a secret */
  constructor(readonly reasons: readonly string[]) {
    super(`Invalid settings: ${reasons.join('; ')}`);
  }
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads settings classes from the environment, once, for the whole process.
 *
 * @returns an instance of each class, in the order asked for
 * @throws {InvalidSettings} naming every variable that is wrong, so that one run shows all mistakes
 */
export function loadSettings<const Classes extends readonly ClassConstructor<object>[]>(
  classes: Classes,
  env: Environment,
): { [Index in keyof Classes]: InstanceType<Classes[Index]> } {
  const reasons: string[] = [];
  const loaded = classes.map((Settings) => loadOne(Settings, env, reasons));
  if (reasons.length > 0) throw new InvalidSettings(reasons);
  return loaded as { [Index in keyof Classes]: InstanceType<Classes[Index]> };
}

function loadOne<T extends object>(Settings: ClassConstructor<T>, env: Environment, reasons: string[]): T {
  const names = settingsOf(Settings);
  const values = names.flatMap(({ name, isSecret }) => {
    const value = isSecret ? secretOf(name, env, reasons) : env[name]?.trim();
    return value ? [[name, value]] : [];
  });
  const settings = plainToInstance(Settings, Object.fromEntries(values) as object, {
    excludeExtraneousValues: true,
    exposeDefaultValues: true,
  });
  reasons.push(...validateSync(settings).flatMap((error) => reasonsOf(error, names)));
  return Object.freeze(settings);
}

/**
 * The value of a secret as its file has it now; `undefined` where no `<name>_FILE` is set.
 *
 * @throws {InvalidSettings} when the file cannot be read, or is empty
 */
export function rereadSecret(name: string, env: Environment): string | undefined {
  if (!env[`${name}_FILE`]?.trim()) return undefined;
  const reasons: string[] = [];
  const value = secretOf(name, env, reasons);
  if (reasons.length > 0) throw new InvalidSettings(reasons);
  return value;
}

/** The value of a secret: as it stands, or from the file that `<name>_FILE` names. */
function secretOf(name: string, env: Environment, reasons: string[]): string | undefined {
  const path = env[`${name}_FILE`]?.trim();
  if (!path) return env[name]?.trim();
  const value = contentOf(path);
  if (!value) reasons.push(`${name}_FILE names a file that ${value === null ? 'cannot be read' : 'is empty'}`);
  return value ?? undefined;
}

function contentOf(path: string): string | null {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return null;
  }
}

function reasonsOf(error: ValidationError, names: ReturnType<typeof settingsOf>): string[] {
  const name = names.find(({ property }) => property === error.property)?.name ?? error.property;
  const { isDefined, ...others } = error.constraints ?? {};
  const first = isDefined ?? Object.values(others).at(-1); // one mistake, one reason: the first rule says it best
  return first === undefined ? [] : [first.replace(error.property, name)];
}
