import type { Wire } from './wire.js';
import { isSnowflake } from './world/snowflake.js';

/** One named value that somebody may give: how it is checked, described and left out. */
export interface Field<T> {
  /** Goes on after "must be", e.g. `a whole number from 1 to 9`. */
  readonly expects: string;
  /** The same as JSON Schema, for the description of the control API. */
  readonly schema: Wire;
  /** What it is when it is not given; `undefined` means that it must be given. */
  readonly unlessGiven: T | undefined;
  readonly accepts: (value: unknown) => boolean;
}

export type Fields = Readonly<Record<string, Field<unknown>>>;
export type Values<F extends Fields> = {
  readonly [Name in keyof F]: F[Name] extends Field<infer T> ? T : never;
};

/** A value that cannot be, with the name of its field; `` when the whole is wrong. */
export class BadField extends Error {
  override readonly name = 'BadField';

  constructor(
    readonly field: string,
    message: string,
  ) {
    super(message);
  }
}

export function whole(low: number, high: number, unlessGiven?: number): Field<number> {
  const accepts = (value: unknown): boolean => Number.isInteger(value) && Number(value) >= low && Number(value) <= high;
  const schema = { type: 'integer', minimum: low, maximum: high };
  return { expects: `a whole number from ${low} to ${high}`, schema, unlessGiven, accepts };
}

export function number(low: number, high: number, unlessGiven?: number): Field<number> {
  const accepts = (value: unknown): boolean => typeof value === 'number' && value >= low && value <= high;
  const schema = { type: 'number', minimum: low, maximum: high };
  return { expects: `a number from ${low} to ${high}`, schema, unlessGiven, accepts };
}

export function flag(unlessGiven?: boolean): Field<boolean> {
  const accepts = (value: unknown): boolean => typeof value === 'boolean';
  return { expects: 'true or false', schema: { type: 'boolean' }, unlessGiven, accepts };
}

export function oneOf<const T>(choices: readonly T[], unlessGiven?: NoInfer<T>): Field<T> {
  const accepts = (value: unknown): boolean => choices.some((choice) => choice === value);
  const words = choices.map((choice) => JSON.stringify(choice)).join(', ');
  return { expects: `one of ${words}`, schema: { enum: choices }, unlessGiven, accepts };
}

export function text(longest: number, unlessGiven?: string): Field<string> {
  const accepts = (value: unknown): boolean => typeof value === 'string' && value.length > 0 && value.length <= longest;
  const schema = { type: 'string', minLength: 1, maxLength: longest };
  return { expects: `a text of 1 to ${longest} characters`, schema, unlessGiven, accepts };
}

export function snowflake(unlessGiven?: string): Field<string> {
  const schema = { type: 'string', pattern: '^\\d{1,20}$' };
  return { expects: 'an id: a string of digits', schema, unlessGiven, accepts: isSnowflake };
}

export function anything(unlessGiven?: unknown): Field<unknown> {
  return { expects: 'anything', schema: {}, unlessGiven, accepts: () => true };
}

export function object(unlessGiven?: Wire): Field<Wire> {
  const accepts = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value);
  return { expects: 'a JSON object', schema: { type: 'object' }, unlessGiven, accepts };
}

/** A list with at least one item. */
export function listOf<T>(item: Field<T>, unlessGiven?: readonly T[]): Field<readonly T[]> {
  const accepts = (value: unknown): boolean =>
    Array.isArray(value) && value.length > 0 && value.every((one) => item.accepts(one));
  const schema = { type: 'array', minItems: 1, items: item.schema };
  return { expects: `a list with at least one item, each ${item.expects}`, schema, unlessGiven, accepts };
}

/** May be left out or `null`. */
export function maybe<T>({ expects, schema, accepts }: Field<T>): Field<T | null> {
  const isFine = (value: unknown): boolean => value === null || accepts(value);
  return {
    expects: `${expects}, or null`,
    schema: { anyOf: [schema, { type: 'null' }] },
    unlessGiven: null,
    accepts: isFine,
  };
}

/**
 * Reads the fields of a body and nothing else.
 *
 * @param where the name of the body itself when it is part of another, e.g. `scope`
 * @throws {BadField} for the first field that is unknown, missing or wrong
 */
export function readFields<F extends Fields>(fields: F, body: unknown, where = ''): Values<F> {
  const name = (field: string): string => (where === '' ? field : `${where}.${field}`);
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw new BadField(where, `${where === '' ? 'The body' : `"${where}"`} must be a JSON object`);
  const given = body as Wire;
  const stranger = Object.keys(given).find((field) => !Object.hasOwn(fields, field));
  if (stranger !== undefined) throw new BadField(name(stranger), unknownField(name(stranger), Object.keys(fields)));
  const values = Object.entries(fields).map(([field, { accepts, expects, unlessGiven }]) => {
    const value = given[field];
    if (value === undefined && unlessGiven === undefined)
      throw new BadField(name(field), `"${name(field)}" is missing`);
    if (value !== undefined && !accepts(value)) throw new BadField(name(field), `"${name(field)}" must be ${expects}`);
    return [field, value === undefined ? unlessGiven : value] as const;
  });
  return Object.fromEntries(values) as Values<F>;
}

function unknownField(field: string, known: readonly string[]): string {
  return `"${field}" is unknown; known are: ${known.join(', ') || 'none'}`;
}

/** The fields of a body as JSON Schema. */
export function schemaOf(fields: Fields): Wire {
  const entries = Object.entries(fields);
  const properties = entries.map(([name, { schema, unlessGiven }]) => {
    const isTold = unlessGiven !== undefined && unlessGiven !== null;
    return [name, isTold ? { ...schema, default: unlessGiven } : schema] as const;
  });
  const required = entries.filter(([, { unlessGiven }]) => unlessGiven === undefined).map(([name]) => name);
  return {
    type: 'object',
    additionalProperties: false,
    properties: Object.fromEntries(properties),
    ...(required.length > 0 ? { required } : {}),
  };
}
