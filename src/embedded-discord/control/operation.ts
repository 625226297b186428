import type { Fields, Values } from '../field.js';
import type { Wire } from '../wire.js';

/** One call of the control API. */
export interface Operation<F extends Fields = Fields> {
  readonly method: 'get' | 'post' | 'patch' | 'delete';
  /** With parts in braces, e.g. `/guilds/{id}`. */
  readonly path: string;
  /** One line for people. */
  readonly about: string;
  /** What the body may have; none when there is no body. */
  readonly fields?: F;
  /** In place of `fields` where the body is read by `answer` itself: its JSON Schema. */
  readonly schema?: () => Wire;
  /** The answer as JSON; nothing for 204. */
  readonly answer: (asked: Asked<F>) => unknown;
}

export interface Asked<F extends Fields> {
  /** A named part of the path, '' when there is none of that name. */
  readonly part: (name: string) => string;
  readonly body: Values<F>;
  /** The body as it came. */
  readonly raw: unknown;
}

/** An answer that is no JSON. */
export class PlainAnswer {
  constructor(
    readonly type: string,
    readonly lines: Iterable<string>,
  ) {}
}

/** Keeps the types of the fields for `answer`. */
export function operation<F extends Fields>(made: Operation<F>): Operation {
  return made as unknown as Operation;
}
