import { createRequire } from 'node:module';

import type * as DiscordjsWs from '@discordjs/ws' with { 'resolution-mode': 'require' };

export type {
  FetchingStrategyOptions,
  IContextFetchingStrategy,
  IIdentifyThrottler,
  IShardingStrategy,
  SessionInfo,
  WebSocketShardDestroyOptions,
} from '@discordjs/ws' with {
  'resolution-mode': 'require',
};

/** @discordjs/ws, the very copy that discord.js uses; `import` would load a second one beside it. */
export const {
  CloseCodes,
  SimpleShardingStrategy,
  WebSocketManager,
  WebSocketShard,
  WebSocketShardDestroyRecovery,
  WebSocketShardEvents,
  WebSocketShardStatus,
  managerToFetchingStrategyOptions,
} = createRequire(import.meta.url)('@discordjs/ws') as typeof DiscordjsWs;

export type SimpleShardingStrategy = DiscordjsWs.SimpleShardingStrategy;
export type WebSocketManager = DiscordjsWs.WebSocketManager;
export type WebSocketShard = DiscordjsWs.WebSocketShard;
