import { Injectable } from '@nestjs/common';
import type { WebSocketManager } from './supervision/discordjs-ws.js';
import type { SupervisedStrategy } from './supervision/supervised.strategy.js';

/**
 * Where the manager of all shards is handed over: discord.js makes it at the first sign-in, long after its options
 * with the hook were needed.
 */
@Injectable()
export class ManagerDoor {
  manager: WebSocketManager | null = null;
  strategy: SupervisedStrategy | null = null;
  /** Makes the strategy for a new manager; set before the first sign-in. */
  strategyFor: ((manager: WebSocketManager) => SupervisedStrategy) | null = null;

  /** @throws {Error} when nobody has said how */
  open(manager: WebSocketManager): SupervisedStrategy {
    if (!this.strategyFor) throw new Error('The gateway was opened before it was set up');
    this.manager = manager;
    this.strategy = this.strategyFor(manager);
    return this.strategy;
  }
}
