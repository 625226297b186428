import type { Request } from 'express';
import type { Grant } from '../oauth2/grant-book.js';
import { type Wire, asObject } from '../wire.js';
import { isSnowflake } from '../world/snowflake.js';
import { FormErrors } from './form-errors.js';

/** What a route answers: a status and a body, or no body with 204. */
export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** One operation of the REST API. */
export interface Route {
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** An express path without the version, e.g. `/channels/:id`. */
  readonly path: string;
  /** Works without the bot's token, as interactions and their webhooks do. */
  readonly isOpen?: boolean;
  /** Does not count against the 50 requests in one second, as interactions and their webhooks do not. */
  readonly isUnlimited?: boolean;
  /** A user's Bearer token opens it too, when it has this OAuth2 scope; '' when any scope will do. */
  readonly scope?: string;
  readonly answer: (asked: Asked) => Answer;
}

/** A request, as far as a route may know it. */
export interface Asked {
  /** A named part of the path, '' when there is none of that name. */
  readonly part: (name: string) => string;
  readonly query: (name: string) => string | null;
  /** A header by its name in small letters, '' when it was not sent. */
  readonly header: (name: string) => string;
  /** The parsed body: an object, or for bulk operations a list. */
  readonly body: unknown;
  readonly fields: Wire;
  /** What a user allowed, when it is a user's token that asks; `null` when it is the bot. */
  readonly grant: Grant | null;
}

export const ok = (body: unknown): Answer => ({ status: 200, body });
export const created = (body: unknown): Answer => ({ status: 201, body });
export const noContent: Answer = { status: 204 };

export function askedOf(request: Request, grant: Grant | null): Asked {
  const params = request.params as Record<string, string | undefined>;
  const query = request.query as Record<string, unknown>;
  return {
    part: (name) => params[name] ?? '',
    query: (name) => (typeof query[name] === 'string' ? query[name] : null),
    header: (name) => request.get(name) ?? '',
    body: request.body as unknown,
    fields: asObject(request.body) ?? {},
    grant,
  };
}

/** @throws {DiscordError} 50035 when a part of the path that should be an id cannot be one */
export function checkIds(params: Readonly<Record<string, unknown>>): void {
  const errors = new FormErrors();
  for (const [name, value] of Object.entries(params)) {
    if (name === 'token' || value === '@original' || isSnowflake(value)) continue;
    errors.add([`${name}_id`], 'NUMBER_TYPE_COERCE', `Value "${String(value)}" is not snowflake.`);
  }
  errors.throwIfAny();
}

/** A whole number of the query, `unlessTold` without one. @throws {DiscordError} 50035 when it is none or out of range */
export function numberAsked(
  { query }: Asked,
  name: string,
  { least, most, unlessTold }: Readonly<Record<'least' | 'most' | 'unlessTold', number>>,
): number {
  const text = query(name);
  if (text === null) return unlessTold;
  const errors = new FormErrors();
  const value = Number(text);
  if (!/^-?\d+$/.test(text)) errors.add([name], 'NUMBER_TYPE_COERCE', `Value "${text}" is not int.`);
  else if (value < least)
    errors.add([name], 'NUMBER_TYPE_MIN', `int value should be greater than or equal to ${least}.`);
  else if (value > most) errors.add([name], 'NUMBER_TYPE_MAX', `int value should be less than or equal to ${most}.`);
  errors.throwIfAny();
  return value;
}

/** An id of the query, `null` without one. @throws {DiscordError} 50035 when it is none */
export function idAsked({ query }: Asked, name: string): bigint | null {
  const text = query(name);
  if (text === null) return null;
  const isId: boolean = isSnowflake(text);
  if (isId) return BigInt(text);
  const errors = new FormErrors();
  errors.add([name], 'NUMBER_TYPE_COERCE', `Value "${text}" is not snowflake.`);
  errors.throwIfAny();
  return null;
}
