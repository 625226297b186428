import { type GatewayOpcodes, type GatewaySendPayload } from 'discord.js';
import {
  type IContextFetchingStrategy,
  SimpleContextFetchingStrategy,
  SimpleShardingStrategy,
  type WebSocketManager,
  WebSocketShard,
  WebSocketShardEvents,
  managerToFetchingStrategyOptions,
} from './discordjs-ws.js';

/** What a shard tells while it works. On the hot path: implementations are synchronous and never throw. */
export interface ShardObserver {
  spawned(shardIds: readonly number[], of: number): void;
  /** A new connection is being opened. */
  connecting(shardId: number): void;
  /** The connection failed before or after it was open. `address` is the gateway's. */
  failed(shardId: number, error: Error, address: string | null): void;
  sent(shardId: number, opcode: GatewayOpcodes): void;
}

/**
 * The parts of @discordjs/ws 1.2.3 that are private and that we lean on. This is the only file that does:
 * the package is pinned exactly, and `observed.strategy.spec.ts` names the part that an upgrade takes away.
 */
interface ShardInternals {
  connection: { url: string } | null;
  internalConnect(): Promise<void>;
  onError(error: Error): void;
}

interface StrategyInternals {
  shards: Map<number, ObservedShard>;
}

/** A stock shard that says when it connects, what it sends and why a connection failed; stock says none of it. */
class ObservedShard extends WebSocketShard {
  constructor(
    strategy: IContextFetchingStrategy,
    shardId: number,
    private readonly observer: ShardObserver,
  ) {
    super(strategy, shardId);
    const internals = this as unknown as ShardInternals;
    const connect = internals.internalConnect.bind(this);
    const fail = internals.onError.bind(this);
    internals.internalConnect = () => {
      observer.connecting(shardId);
      return connect();
    };
    internals.onError = (error) => {
      observer.failed(shardId, error, internals.connection?.url ?? null);
      fail(error);
    };
  }

  override send(payload: GatewaySendPayload): Promise<void> {
    this.observer.sent(this.id, payload.op);
    return super.send(payload);
  }
}

/** The stock strategy (all shards in this process) with observed shards. */
export class ObservedStrategy extends SimpleShardingStrategy {
  constructor(
    private readonly ofManager: WebSocketManager,
    private readonly observer: ShardObserver,
  ) {
    super(ofManager);
  }

  override async spawn(shardIds: number[]): Promise<void> {
    const manager = this.ofManager;
    const { shards } = this as unknown as StrategyInternals;
    const options = await managerToFetchingStrategyOptions(manager);
    this.observer.spawned(shardIds, options.shardCount);
    for (const shardId of shardIds) {
      const shard = new ObservedShard(new SimpleContextFetchingStrategy(manager, options), shardId, this.observer);
      for (const event of Object.values(WebSocketShardEvents)) {
        shard.on(event, (payload: object) => void manager.emit(event, { ...payload, shardId }));
      }
      shards.set(shardId, shard);
    }
  }
}
