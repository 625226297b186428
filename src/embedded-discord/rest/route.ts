import type { Request } from 'express';
import { type Wire, asObject } from '../wire.js';
import { isSnowflake } from '../world/snowflake.js';
import { FormErrors } from './form-errors.js';

/** What a route answers: a status and a body, or no body with 204. */
export interface Answer {
  readonly status: number;
  readonly body?: unknown;
}

/** One operation of the REST API. */
export interface Route {
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** An express path without the version, e.g. `/channels/:id`. */
  readonly path: string;
  /** Works without the bot's token, as interactions and their webhooks do. */
  readonly isOpen?: boolean;
  readonly answer: (asked: Asked) => Answer;
}

/** A request, as far as a route may know it. */
export interface Asked {
  /** A named part of the path, '' when there is none of that name. */
  readonly part: (name: string) => string;
  readonly query: (name: string) => string | null;
  /** The parsed body: an object, or for bulk operations a list. */
  readonly body: unknown;
  readonly fields: Wire;
}

export const ok = (body: unknown): Answer => ({ status: 200, body });
export const created = (body: unknown): Answer => ({ status: 201, body });
export const noContent: Answer = { status: 204 };

export function askedOf(request: Request): Asked {
  const params = request.params as Record<string, string | undefined>;
  const query = request.query as Record<string, unknown>;
  return {
    part: (name) => params[name] ?? '',
    query: (name) => (typeof query[name] === 'string' ? query[name] : null),
    body: request.body as unknown,
    fields: asObject(request.body) ?? {},
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
