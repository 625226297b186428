import type { Role } from './role.js';

/**
 * How somebody is known: not at all, by signing in with Discord, by an API key, by the one-time link of the log, by using a
 * slash command, or by running a command of ours on the machine (`shell`).
 */
export const whoKinds = ['anonymous', 'person', 'key', 'link', 'command', 'shell'] as const;

export type WhoKind = (typeof whoKinds)[number];

/** Who is asking. */
export interface Who {
  readonly kind: WhoKind;
  /** The snowflake of a person, the id of a key; `null` where there is none. */
  readonly id: string | null;
  /** For people: the name that stands in the navigation and in the audit. Written by strangers. */
  readonly name: string;
  /** `null`: none, so that only the public view is left. */
  readonly role: Role | null;
}

/** Somebody of whom nothing is known. */
export const anybody: Who = { kind: 'anonymous', id: null, name: 'Anybody', role: null };
