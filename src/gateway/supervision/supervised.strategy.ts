import { span } from '../../model/limits.js';
import type { MonitorSettings } from '../../config/monitor.settings.js';
import {
  type FetchingStrategyOptions,
  type SessionInfo,
  SimpleShardingStrategy,
  type WebSocketManager,
  type WebSocketShardDestroyOptions,
  WebSocketShardEvents,
  managerToFetchingStrategyOptions,
} from './discordjs-ws.js';
import type { IdentifyGuard } from './identify-guard.js';
import { SessionContext } from './session-context.js';
import type { ShardObserver } from './shard-observer.js';
import { SupervisedShard } from './supervised.shard.js';

/** What the shards of a strategy need. */
export interface Supervision {
  readonly observer: ShardObserver;
  readonly guard: IdentifyGuard;
  readonly limits: MonitorSettings;
}

/** Milliseconds for the handshake and for HELLO; stock waits 30 s and 60 s. */
const GREET_WITHIN_MS = 10_000;
/** Milliseconds from IDENTIFY to READY; stock waits 15 s, and an IDENTIFY is lost when Discord is merely slow. */
const READY_WITHIN_MS = 30_000;
/** Real milliseconds that a time factor does not go below: a handshake takes what it takes. */
const SHORTEST_MS = 250;

interface StrategyInternals {
  shards: Map<number, SupervisedShard>;
}

/** The stock strategy (all shards in this process) with supervised shards, and a sign-in that outlasts trouble. */
export class SupervisedStrategy extends SimpleShardingStrategy {
  private supervised: readonly SupervisedShard[] = [];

  constructor(
    private readonly ofManager: WebSocketManager,
    private readonly supervision: Supervision,
  ) {
    super(ofManager);
  }

  override async spawn(shardIds: number[]): Promise<void> {
    const { observer, guard, limits } = this.supervision;
    const options = this.optionsFrom(await managerToFetchingStrategyOptions(this.ofManager));
    observer.spawned(shardIds, options.shardCount);
    guard.allow(options.gatewayInformation.session_start_limit.max_concurrency);
    const { options: ofManager } = this.ofManager;
    this.supervised = shardIds.map((shardId) => {
      const tell = (session: SessionInfo | null) => void ofManager.updateSessionInfo(shardId, session);
      const context = new SessionContext(options, guard, tell);
      const shard = new SupervisedShard(context, shardId, observer, limits);
      this.passOn(shard);
      return shard;
    });
    const { shards } = this as unknown as StrategyInternals;
    for (const shard of this.supervised) shards.set(shard.id, shard);
  }

  override async connect(): Promise<void> {
    await Promise.all(this.supervised.map((shard) => shard.established()));
  }

  override async destroy(options?: Omit<WebSocketShardDestroyOptions, 'recover'>): Promise<void> {
    this.abandon();
    // First of all: the close codes that follow are our own, and no trouble.
    for (const { id } of this.supervised) this.supervision.observer.abandoned(id);
    await super.destroy(options);
  }

  /** No shard connects any more; those that are connected stay until they are closed. */
  abandon(): void {
    for (const shard of this.supervised) shard.abandon();
  }

  /** @returns the shard; `undefined` when it is none of ours */
  shard(id: number): SupervisedShard | undefined {
    return this.supervised.find((shard) => shard.id === id);
  }

  /** An event that makes the library or a listener stumble is no reason for the shard to die. */
  private passOn(shard: SupervisedShard): void {
    const { id: shardId } = shard;
    const { ofManager: manager } = this;
    const { observer } = this.supervision;
    for (const event of Object.values(WebSocketShardEvents)) {
      shard.on(event, (payload: object) => {
        try {
          manager.emit(event, { ...payload, shardId });
        } catch (error) {
          observer.malformed(shardId, error);
        }
      });
    }
  }

  private optionsFrom(options: FetchingStrategyOptions): FetchingStrategyOptions {
    const { limits } = this.supervision;
    const { options: ofManager } = this.ofManager;
    const within = (ms: number) => Math.max(SHORTEST_MS, span(ms, limits));
    return {
      ...options,
      handshakeTimeout: within(GREET_WITHIN_MS),
      helloTimeout: within(GREET_WITHIN_MS),
      readyTimeout: within(READY_WITHIN_MS),
      /** As it is now: it may be replaced while the process lives. */
      get token() {
        return ofManager.token;
      },
    };
  }
}
