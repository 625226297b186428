import { createRequire } from 'node:module';
import type * as DiscordjsWs from '@discordjs/ws' with { 'resolution-mode': 'require' };
import type { GatewayOpcodes, GatewaySendPayload } from 'discord.js';
import { EmbeddedDiscord } from '../src/embedded-discord/embedded-discord.js';
import type { Options } from '../src/embedded-discord/options.js';
import { RESUMING, shardInternals } from '../src/gateway/discordjs-internals.js';
import {
  type FetchingStrategyOptions,
  type IContextFetchingStrategy,
  type SessionInfo,
  WebSocketShard,
  type WebSocketShardDestroyOptions,
  WebSocketShardDestroyRecovery,
  WebSocketShardEvents,
} from '../src/gateway/supervision/discordjs-ws.js';

const { DefaultWebSocketManagerOptions } = createRequire(import.meta.url)('@discordjs/ws') as typeof DiscordjsWs;

/** What a stock shard asks while it works. It notes what it is told about its session, and keeps the last one. */
export class StockContext implements IContextFetchingStrategy {
  readonly updates: (SessionInfo | null)[] = [];
  session: SessionInfo | null = null;

  /** Leave to identify; a test may withhold it. */
  waitForIdentify: IContextFetchingStrategy['waitForIdentify'] = () => Promise.resolve();

  constructor(readonly options: FetchingStrategyOptions) {}

  retrieveSessionInfo(): SessionInfo | null {
    return this.session;
  }

  updateSessionInfo(_shardId: number, session: SessionInfo | null): void {
    this.updates.push(session);
    this.session = session ?? this.session;
  }
}

/** A shard of @discordjs/ws as it is. It notes what the library does with it, and connects only when a test says so. */
export class StockShard extends WebSocketShard {
  readonly sent: GatewayOpcodes[] = [];
  /** What `destroy()` was called with, by the library or a test. */
  readonly destroys: WebSocketShardDestroyOptions[] = [];
  readonly internals = shardInternals(this);

  constructor(readonly context: StockContext) {
    super(context, 0);
  }

  override send(payload: GatewaySendPayload): Promise<void> {
    this.sent.push(payload.op);
    return super.send(payload);
  }

  override destroy(options: WebSocketShardDestroyOptions = {}): Promise<void> {
    this.destroys.push({ ...options });
    const { recover, ...rest } = options;
    return super.destroy(recover === WebSocketShardDestroyRecovery.Resume ? { code: RESUMING, ...rest } : rest);
  }
}

/** A stock shard that is not connected yet and a Discord for it, until the test is over. */
export async function stockShard(wishes: Partial<Options> = {}, times: Partial<FetchingStrategyOptions> = {}) {
  const discord = await EmbeddedDiscord.start({ shards: 1, guilds: 2, ...wishes });
  onTestFinished(() => discord.stop());
  const starts = { total: 1_000, remaining: 1_000, reset_after: 0, max_concurrency: 1 };
  const gatewayInformation = { url: discord.gateway, shards: 1, session_start_limit: starts };
  const own = { token: discord.token, intents: 1, shardCount: 1, gatewayInformation };
  const context = new StockContext({ ...DefaultWebSocketManagerOptions, ...own, ...times });
  const shard = new StockShard(context);
  shard.on(WebSocketShardEvents.Error, () => undefined);
  return { discord, shard, context, internals: shard.internals };
}

/** The same with the connection up. */
export async function connectedShard(wishes?: Partial<Options>) {
  const made = await stockShard(wishes);
  await made.shard.connect();
  return made;
}
