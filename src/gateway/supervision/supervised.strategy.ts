import { span } from '../../model/limits.js';
import { shardInternals, strategyInternals } from '../discordjs-internals.js';
import {
  type FetchingStrategyOptions,
  type SessionInfo,
  SimpleShardingStrategy,
  type WebSocketManager,
  type WebSocketShardDestroyOptions,
  WebSocketShardEvents,
  managerToFetchingStrategyOptions,
} from './discordjs-ws.js';
import { Inflow } from './inflow.js';
import { SessionContext } from './session-context.js';
import { SupervisedShard } from './supervised.shard.js';
import type { Supervision } from './supervision.js';

/** Milliseconds for the handshake and for HELLO; stock waits 30 s and 60 s. */
const GREET_WITHIN_MS = 10_000;
/** Milliseconds from IDENTIFY to READY; stock waits 15 s, and an IDENTIFY is lost when Discord is merely slow. */
const READY_WITHIN_MS = 30_000;
/** Real milliseconds that a time factor does not go below: a handshake takes what it takes. */
const SHORTEST_MS = 250;

/** The stock strategy (all shards in this process) with supervised shards, and a sign-in that outlasts trouble. */
export class SupervisedStrategy extends SimpleShardingStrategy {
  private supervised: readonly SupervisedShard[] = [];
  private readonly inflow = new Inflow();

  constructor(
    private readonly ofManager: WebSocketManager,
    private readonly supervision: Supervision,
  ) {
    super(ofManager);
  }

  override async spawn(shardIds: number[]): Promise<void> {
    const { observer, guard, limits, kit } = this.supervision;
    const options = this.optionsFrom(await managerToFetchingStrategyOptions(this.ofManager));
    observer.spawned(shardIds, options.shardCount);
    const { session_start_limit: limit } = options.gatewayInformation;
    guard.allow(limit.max_concurrency);
    // Stock would refuse to connect although sessions can be taken up; the guard knows which shard needs a start.
    limit.remaining = Math.max(limit.remaining, shardIds.length);
    const { options: ofManager } = this.ofManager;
    this.supervised = shardIds.map((shardId) => {
      const tell = (session: SessionInfo | null) => void ofManager.updateSessionInfo(shardId, session);
      const context = new SessionContext(options, guard, tell);
      kit.follow(shardId, context);
      const shard = new SupervisedShard(context, shardId, observer, limits);
      this.inflow.pace(shardInternals(shard));
      this.passOn(shard);
      return shard;
    });
    const { shards } = strategyInternals(this);
    for (const shard of this.supervised) shards.set(shard.id, shard);
  }

  override async connect(): Promise<void> {
    const connections: Promise<void>[] = [];
    // One after another: each has its guilds before its events come, and the event loop has its turn in between.
    for (const shard of this.supervised) {
      await this.supervision.kit.prepare(shard.id);
      const established = shard.established();
      established.catch(() => undefined); // awaited below, when all have begun
      connections.push(established);
    }
    await Promise.all(connections);
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
