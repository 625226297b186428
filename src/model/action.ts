import { type SyncWish, placeWords } from './command-plan.js';
import type { Deed } from './may.js';
import type { Presence } from './presence.js';
import { duration } from './words.js';

/**
 * Levels to which people can set the log, from the most to the least important. Not below `info`: who came, what was
 * refused and how the audit ends are lines of that level, and nobody who acts may silence them.
 */
export const logVolumes = ['info', 'debug', 'trace'] as const;

export type LogVolume = (typeof logVolumes)[number];

/** A level that the settings may have. */
export type UsualVolume = LogVolume | 'fatal' | 'error' | 'warn';

/** How a shard comes back: with the session it has, or with a new one, which costs a session start. */
export interface Reconnecting {
  readonly session: 'resume' | 'new';
  /** Below the reserve of session starts too. */
  readonly isForced: boolean;
}

export interface ReconnectShard extends Reconnecting {
  readonly kind: 'shard.reconnect';
  readonly shardId: number;
}

/** One shard after the other; it stops at the first that does not come back. */
export interface ReconnectAll extends Reconnecting {
  readonly kind: 'shards.reconnect';
}

/** From now on, shards that lose their connection stay away, or come back again. */
export interface SwitchReconnecting {
  readonly kind: 'reconnecting.pause' | 'reconnecting.continue';
}

export interface SetPresence {
  readonly kind: 'presence.set';
  readonly presence: Presence;
}

export interface SetLogLevel {
  readonly kind: 'log_level.set';
  readonly level: LogVolume;
  /** Milliseconds after which the level is the usual one again. */
  readonly forMs: number;
}

export interface BeginMaintenance {
  readonly kind: 'maintenance.begin';
  /** Milliseconds until it ends by itself. */
  readonly forMs: number;
}

export interface EndMaintenance {
  readonly kind: 'maintenance.end';
}

export interface LeaveGuild {
  readonly kind: 'guild.leave';
  readonly guildId: string;
}

/** Brings the commands at Discord in step with the code. */
export interface SyncCommands extends SyncWish {
  readonly kind: 'commands.sync';
}

/** What a person can do to the bot. */
export type Action =
  | ReconnectShard
  | ReconnectAll
  | SwitchReconnecting
  | SetPresence
  | SetLogLevel
  | BeginMaintenance
  | EndMaintenance
  | LeaveGuild
  | SyncCommands;

/** What somebody asks for. */
export interface Wish {
  /** Names the request: the same one asked twice is done once. 1 to 100 letters, digits and `-_.:`. */
  readonly id: string;
  readonly action: Action;
  /** In their own words, at most 500 characters. */
  readonly reason: string;
  /** Address it was asked from; `null` where there is none. */
  readonly from: string | null;
}

export const WISH_ID = /^[\w.:-]{1,100}$/;

type Reconnection = ReconnectShard | ReconnectAll;

const deeds: Readonly<Record<Exclude<Action, Reconnection>['kind'], Deed>> = {
  'reconnecting.pause': 'reconnecting.pause',
  'reconnecting.continue': 'reconnecting.pause',
  'presence.set': 'presence.set',
  'log_level.set': 'loglevel.set',
  'maintenance.begin': 'maintenance.set',
  'maintenance.end': 'maintenance.set',
  'guild.leave': 'guild.leave',
  'commands.sync': 'commands.sync',
};

/** What whoever asks for it has to be allowed. */
export function deedOf(action: Action): Deed {
  if (action.kind !== 'shard.reconnect' && action.kind !== 'shards.reconnect') return deeds[action.kind];
  if (action.isForced) return 'shard.identify.forced';
  return action.session === 'new' ? 'shard.identify' : 'shard.reconnect';
}

/** What is done to what, in two parts: the audit keeps the second apart. */
export function actionWords(action: Action): { readonly words: string; readonly target: string } {
  switch (action.kind) {
    case 'shard.reconnect':
      return { words: `Reconnect shard ${action.shardId}${how(action)}`, target: `shard ${action.shardId}` };
    case 'shards.reconnect':
      return { words: `Reconnect all shards, one after the other${how(action)}`, target: 'all shards' };
    case 'reconnecting.pause':
      return { words: 'Pause reconnecting', target: 'reconnecting' };
    case 'reconnecting.continue':
      return { words: 'Continue reconnecting', target: 'reconnecting' };
    case 'presence.set':
      return { words: 'Change the presence', target: 'presence' };
    case 'log_level.set':
      return { words: `Log at level ${action.level} for ${duration(action.forMs)}`, target: 'log level' };
    case 'maintenance.begin':
      return { words: `Begin maintenance, for ${duration(action.forMs)}`, target: 'maintenance' };
    case 'maintenance.end':
      return { words: 'End maintenance', target: 'maintenance' };
    case 'guild.leave':
      return { words: `Leave server ${action.guildId}`, target: `server ${action.guildId}` };
    case 'commands.sync':
      return {
        words: `Sync the commands${action.isDeleting ? ', and delete those that the code does not have' : ''}`,
        target: `commands, ${placeWords(action.place)}`,
      };
  }
}

function how({ session, isForced }: Reconnecting): string {
  const words = session === 'new' ? ' with a new session' : '';
  return isForced ? `${words}, below the reserve too` : words;
}
