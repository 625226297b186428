import { Injectable } from '@nestjs/common';
import { type IShardingStrategy, SimpleShardingStrategy, type WebSocketManager } from './discordjs-ws.js';

/**
 * Where the manager of all shards is handed over: discord.js makes it at the first sign-in, long after its options
 * with the hook were needed.
 */
@Injectable()
export class ManagerDoor {
  manager: WebSocketManager | null = null;
  /** Makes the strategy for a new manager; stock until somebody sets a better one. */
  strategyFor: (manager: WebSocketManager) => IShardingStrategy = (manager) => new SimpleShardingStrategy(manager);

  open(manager: WebSocketManager): IShardingStrategy {
    this.manager = manager;
    return this.strategyFor(manager);
  }
}
