import { createRequire } from 'node:module';

import type * as DiscordjsWs from '@discordjs/ws' with { 'resolution-mode': 'require' };

export type {
  FetchingStrategyOptions,
  IContextFetchingStrategy,
  IIdentifyThrottler,
  IShardingStrategy,
  SessionInfo,
  WebSocketManager,
  WebSocketShardDestroyOptions,
} from '@discordjs/ws' with {
  'resolution-mode': 'require',
};

/** @discordjs/ws, the very copy that discord.js uses; `import` would load a second one beside it. */
export const {
  SimpleShardingStrategy,
  WebSocketShard,
  WebSocketShardDestroyRecovery,
  WebSocketShardEvents,
  WebSocketShardStatus,
  managerToFetchingStrategyOptions,
} = createRequire(import.meta.url)('@discordjs/ws') as typeof DiscordjsWs;
