import type { ShardPhase } from './shard.js';

/** What a shard is, in words for people; the same on the pages and in Discord. */
export const phaseWord: Readonly<Record<ShardPhase, string>> = {
  ready: 'Ready',
  quiet: 'Quiet',
  deaf: 'Deaf',
  zombie: 'Not answering',
  connecting: 'Connecting',
  identifying: 'Identifying',
  waiting_for_guilds: 'Loading servers',
  resuming: 'Resuming',
  fatal: 'Refused',
  disconnected: 'Disconnected',
};
