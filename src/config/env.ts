import { Expose } from 'class-transformer';

/** One environment variable, as the settings classes declare it. */
export interface Setting {
  readonly name: string;
  /** Property of the settings class that holds it. */
  readonly property: string;
  /** A secret is never printed, and `<name>_FILE` may hold the path of a file with it. */
  readonly isSecret: boolean;
}

const declared = new Map<object, Setting[]>();

/** Says that a property of a settings class comes from the environment variable `name`. */
export function Env(name: string, { isSecret = false } = {}): PropertyDecorator {
  return (prototype, property) => {
    Expose({ name })(prototype, property);
    declared.set(prototype, [...(declared.get(prototype) ?? []), { name, property: String(property), isSecret }]);
  };
}

/** The environment variables that `Settings` reads, in the order of its properties. */
export function settingsOf(Settings: { readonly prototype: object }): readonly Setting[] {
  return declared.get(Settings.prototype) ?? [];
}

/** Values of all that is secret in settings that have been read. */
export function secretsIn(settings: readonly object[]): readonly (string | undefined)[] {
  return settings.flatMap((one) => {
    const values = one as Readonly<Record<string, string | undefined>>;
    const secrets = settingsOf({ prototype: Object.getPrototypeOf(one) as object }).filter(({ isSecret }) => isSecret);
    return secrets.map(({ property }) => values[property]);
  });
}
