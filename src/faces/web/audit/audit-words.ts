import type { AuditEntry } from '../../../model/audit.js';
import { visibleText } from '../../format.js';

type Told = Pick<AuditEntry, 'deed' | 'target' | 'after'>;

const deedWords: Partial<Record<AuditEntry['deed'], string>> = {
  'keys.manage': 'API keys',
  'sessions.own': 'Sign out',
  signin: 'Sign in',
  'signin.link': 'Make',
  signout: 'Sign out',
  request: 'Ask for',
  'shard.reconnect': 'Reconnect',
  'shard.identify': 'Reconnect with a new session',
  'shard.identify.forced': 'Reconnect below the reserve',
  'reconnecting.pause': 'Pause or continue',
  'presence.set': 'Set',
  'loglevel.set': 'Set',
  'maintenance.set': 'Begin or end',
  'guild.leave': 'Leave',
  'commands.sync': 'Sync',
};

/** To what it would have been done, where only the route is known: somebody was refused before they were understood. */
const unknownTargets: Partial<Record<AuditEntry['deed'], string>> = {
  'keys.manage': 'make one or take one back',
  'sessions.own': 'a session',
  'shard.reconnect': 'a shard',
  'shard.identify': 'a shard',
  'shard.identify.forced': 'a shard',
  'reconnecting.pause': 'reconnecting',
  'presence.set': 'presence',
  'loglevel.set': 'log level',
  'maintenance.set': 'maintenance',
  'guild.leave': 'a server',
  'commands.sync': 'slash commands',
};
const ROUTE = /^[A-Z]+ (?:\/|of a route)/;

/** What was done to what, in two parts, and both together as a title. */
export function auditWords(entry: Told): { readonly deed: string; readonly target: string; readonly title: string } {
  const deed = deedOf(entry);
  const target = visibleText(targetOf(entry));
  return { deed, target, title: `${deed}${deed.includes(' ') ? ':' : ''} ${target}` };
}

function deedOf({ deed, after }: Told): string {
  if (deed === 'reconnecting.pause' && after !== null) return after === 'paused' ? 'Pause' : 'Continue';
  if (deed === 'maintenance.set' && after !== null) return after === 'none' ? 'End' : 'Begin';
  return deedWords[deed] ?? deed;
}

function targetOf({ deed, target, after }: Told): string {
  if (ROUTE.test(target)) return unknownTargets[deed] ?? target;
  const isSet = deed === 'presence.set' || deed === 'loglevel.set';
  return isSet && after !== null ? `${target}: ${after}` : target;
}
