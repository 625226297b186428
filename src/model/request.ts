import type { LogVolume } from './action.js';
import type { SyncWish } from './command-plan.js';
import type { Presence } from './presence.js';

interface Asked {
  /** Names the request; its outcome comes back under it. */
  readonly id: string;
  /** Epoch milliseconds after which nobody waits for its outcome. */
  readonly until: number;
}

export interface ReconnectShardRequest extends Asked {
  readonly type: 'shard.reconnect';
  readonly shardId: number;
  readonly session: 'resume' | 'new';
  /** Below the reserve of session starts too, once. */
  readonly isForced: boolean;
}

export interface PauseReconnectingRequest extends Asked {
  readonly type: 'reconnecting.pause' | 'reconnecting.continue';
}

export interface SetPresenceRequest extends Asked {
  readonly type: 'presence.set';
  readonly presence: Presence;
}

export interface SetLogLevelRequest extends Asked {
  readonly type: 'log_level.set';
  readonly level: LogVolume;
  readonly forMs: number;
}

export interface LeaveGuildRequest extends Asked {
  readonly type: 'guild.leave';
  readonly guildId: string;
}

export interface SyncCommandsRequest extends Asked, SyncWish {
  readonly type: 'commands.sync';
}

export interface CompareCommandsRequest extends Asked {
  readonly type: 'commands.compare';
  /** A server that is compared from now on, too; `null` for those that are compared anyway. */
  readonly guildId: string | null;
}

/** Changes nothing: somebody wants to see which server it is. */
export interface LookAtGuildRequest extends Asked {
  readonly type: 'guild.look';
  readonly guildId: string;
}

/** What a process is asked to do, in the imperative. The one that can do it does; the others leave it alone. */
export type BotRequest =
  | ReconnectShardRequest
  | PauseReconnectingRequest
  | SetPresenceRequest
  | SetLogLevelRequest
  | LeaveGuildRequest
  | SyncCommandsRequest
  | CompareCommandsRequest
  | LookAtGuildRequest;

/** How far a request is. */
export interface RequestState {
  readonly id: string;
  readonly stage: 'under_way' | 'done' | 'failed';
  /** In words, for people; never text by strangers. */
  readonly text: string;
  /** The server that was looked at, by its name: text by strangers. */
  readonly guildName?: string;
}
