import { createRequire } from 'node:module';

import type * as DiscordjsWs from '@discordjs/ws' with { 'resolution-mode': 'require' };

export type {
  IContextFetchingStrategy,
  IShardingStrategy,
  WebSocketManager,
  WebSocketShardDestroyOptions,
} from '@discordjs/ws' with {
  'resolution-mode': 'require',
};

/** @discordjs/ws, the very copy that discord.js uses; `import` would load a second one beside it. */
export const {
  SimpleContextFetchingStrategy,
  SimpleShardingStrategy,
  WebSocketShard,
  WebSocketShardEvents,
  managerToFetchingStrategyOptions,
} = createRequire(import.meta.url)('@discordjs/ws') as typeof DiscordjsWs;
