import { createHash } from 'node:crypto';
import type { Action, Wish } from '../model/action.js';
import { canonicalJson } from '../model/audit.js';
import { Conflict } from '../model/errors.js';
import type { Who } from '../model/who.js';

/** Two people may give their requests the same name. */
export function keyOf({ kind, id }: Who, wish: Wish): string {
  return `${kind}:${id ?? ''}:${wish.id}`;
}

/** SHA-256: the audit needs to know it again, and not to read it. */
export function fingerprintOf(action: Action): string {
  return createHash('sha256').update(canonicalJson(action)).digest('hex');
}

export function usedBefore(): Conflict {
  return new Conflict('This request id was used for something else before. Take a new one.');
}
