import { type GatewayOpcodes, type GatewaySendPayload } from 'discord.js';
import { isFatal } from '../model/problem.js';
import {
  type IContextFetchingStrategy,
  SimpleContextFetchingStrategy,
  SimpleShardingStrategy,
  type WebSocketManager,
  WebSocketShard,
  type WebSocketShardDestroyOptions,
  WebSocketShardEvents,
  managerToFetchingStrategyOptions,
} from './discordjs-ws.js';
import { closeProblem } from './problems.js';

/** What a shard tells while it works. On the hot path: implementations are synchronous and never throw. */
export interface ShardObserver {
  spawned(shardIds: readonly number[], of: number): void;
  /** A new connection is being opened. */
  connecting(shardId: number): void;
  /** The connection failed before or after it was open. `address` is the gateway's. */
  failed(shardId: number, error: Error, address: string | null): void;
  sent(shardId: number, opcode: GatewayOpcodes): void;
  /** Nobody wants it any more; it will not connect again. */
  abandoned(shardId: number): void;
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
  /**
   * Set when nobody wants it any more. Stock ignores a `destroy()` that comes between two attempts, and then connects
   * all the same: a second bot beside the one that replaced it, each resuming the other's session away.
   */
  isAbandoned = false;

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
      if (this.isAbandoned) return Promise.resolve();
      observer.connecting(shardId);
      return connect();
    };
    internals.onError = (error) => {
      observer.failed(shardId, error, internals.connection?.url ?? null);
      fail(error);
    };
  }

  /** Resolves when it is connected, however many attempts that takes. Rejects when Discord refuses it for good. */
  established(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.once(WebSocketShardEvents.Ready, () => resolve());
      this.once(WebSocketShardEvents.Resumed, resolve);
      this.on(WebSocketShardEvents.Closed, ({ code }) => {
        const problem = closeProblem(code);
        if (isFatal(problem)) reject(new Error(problem.detail));
      });
      // Stock gives up at the first error although the shard goes on trying; what matters is said by the events above.
      this.connect().catch(() => undefined);
    });
  }

  override send(payload: GatewaySendPayload): Promise<void> {
    this.observer.sent(this.id, payload.op);
    return super.send(payload);
  }
}

/** The stock strategy (all shards in this process) with observed shards, and a sign-in that outlasts trouble. */
export class ObservedStrategy extends SimpleShardingStrategy {
  private observed: readonly ObservedShard[] = [];

  constructor(
    private readonly ofManager: WebSocketManager,
    private readonly observer: ShardObserver,
  ) {
    super(ofManager);
  }

  override async spawn(shardIds: number[]): Promise<void> {
    const manager = this.ofManager;
    const options = await managerToFetchingStrategyOptions(manager);
    this.observer.spawned(shardIds, options.shardCount);
    this.observed = shardIds.map((shardId) => {
      const shard = new ObservedShard(new SimpleContextFetchingStrategy(manager, options), shardId, this.observer);
      for (const event of Object.values(WebSocketShardEvents)) {
        shard.on(event, (payload: object) => void manager.emit(event, { ...payload, shardId }));
      }
      return shard;
    });
    const { shards } = this as unknown as StrategyInternals;
    for (const shard of this.observed) shards.set(shard.id, shard);
  }

  override async connect(): Promise<void> {
    await Promise.all(this.observed.map((shard) => shard.established()));
  }

  override async destroy(options?: Omit<WebSocketShardDestroyOptions, 'recover'>): Promise<void> {
    for (const shard of this.observed) shard.isAbandoned = true;
    await super.destroy(options);
    for (const { id } of this.observed) this.observer.abandoned(id);
  }
}
