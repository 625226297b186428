import { type Role, isAtLeast } from './role.js';
import type { Who } from './who.js';

/** What is seen without signing in: nothing, Overview and Status without names, or every page without actions. */
export type PublicView = 'none' | 'status' | 'full';

/** Every view, the least first. */
export const publicViews: readonly PublicView[] = ['none', 'status', 'full'];

/**
 * Every deed there is, and the least role that may do it. A route, a page's part or a slash command names its deed, and
 * nothing is decided anywhere else.
 */
export const leastRole = {
  /** Overview, Status and the API of the status, without names. */
  'look.status': 'viewer',
  /** Everything else that is looked at: health, incidents, events, history. */
  'look.pages': 'viewer',
  /** The names of servers and people. */
  'look.names': 'viewer',
  /** One's own sessions: list them, end them. */
  'sessions.own': 'viewer',
  'shard.reconnect': 'operator',
  /** A new session, which costs a session start. */
  'shard.identify': 'operator',
  /** A new session although the reserve of session starts would be touched. */
  'shard.identify.forced': 'admin',
  'reconnecting.pause': 'operator',
  'presence.set': 'operator',
  'loglevel.set': 'operator',
  'maintenance.set': 'operator',
  'commands.sync': 'operator',
  'alerts.test': 'operator',
  'guild.leave': 'admin',
  'audit.read': 'operator',
  'settings.read': 'admin',
  /** The sessions of everybody. */
  'sessions.manage': 'admin',
  'keys.manage': 'admin',
  'people.manage': 'admin',
} as const satisfies Record<string, Role>;

/** Something that somebody may want to do. */
export type Deed = keyof typeof leastRole;

/** What the public may do at most: to look, and never to act. */
const publicDeeds: Readonly<Record<PublicView, readonly Deed[]>> = {
  none: [],
  status: ['look.status'],
  full: ['look.status', 'look.pages', 'look.names'],
};

/** The one place where it is decided who may do what. */
export function may(who: Who, deed: Deed, publicView: PublicView): boolean {
  return isAtLeast(who.role, leastRole[deed]) || publicDeeds[publicView].includes(deed);
}
