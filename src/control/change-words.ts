import type { Action, SyncCommands } from '../model/action.js';
import { type CommandDrift, driftWords } from '../model/command-drift.js';
import { presenceWords } from '../model/presence.js';
import type { Standing } from '../model/standing.js';
import { duration } from '../model/words.js';

/** What is known when an action is asked for. */
export interface Before {
  readonly standing: Standing;
  readonly commands: CommandDrift | null;
}

/** How it was before an action, in words; `null` where that says nothing. */
export function beforeOf({ kind }: Action, { standing, commands }: Before): string | null {
  if (kind === 'commands.sync') return commands && driftWords(commands);
  return standingBefore(kind, standing);
}

function standingBefore(
  kind: Exclude<Action, SyncCommands>['kind'],
  { presence, volume, maintenance, reconnectingPausedSince: paused }: Standing,
): string | null {
  switch (kind) {
    case 'presence.set':
      return presence ? presenceWords(presence) : 'not set';
    case 'log_level.set':
      return volume ? volume.level : 'usual level';
    case 'maintenance.begin':
    case 'maintenance.end':
      return maintenance ? `until ${new Date(maintenance.until).toISOString()}` : 'none';
    case 'reconnecting.pause':
    case 'reconnecting.continue':
      return paused === null ? 'on' : 'paused';
    default:
      return null;
  }
}

/** How it is meant to be afterwards, in words; `null` where that says nothing. */
export function afterOf(action: Action): string | null {
  if (action.kind !== 'commands.sync') return standingAfter(action);
  return action.isDeleting ? 'in step' : 'in step, but for what is only at Discord';
}

function standingAfter(action: Exclude<Action, SyncCommands>): string | null {
  switch (action.kind) {
    case 'shard.reconnect':
    case 'shards.reconnect':
      return action.session === 'new' ? 'a new session' : 'the same session on a new connection';
    case 'presence.set':
      return presenceWords(action.presence);
    case 'log_level.set':
      return `${action.level} for ${duration(action.forMs)}`;
    case 'maintenance.begin':
      return `for ${duration(action.forMs)}`;
    case 'maintenance.end':
      return 'none';
    case 'reconnecting.pause':
      return 'paused';
    case 'reconnecting.continue':
      return 'on';
    case 'guild.leave':
      return 'the bot is not there';
  }
}
