import { once } from 'node:events';
import { Client, type ClientOptions, Events, GatewayIntentBits } from 'discord.js';
import { EmbeddedDiscord } from '../src/embedded-discord/embedded-discord.js';
import type { Options } from '../src/embedded-discord/options.js';
import {
  type ClientManager,
  type ClientShard,
  clientManager,
  shardInternals,
  strategyInternals,
} from '../src/gateway/discordjs-internals.js';
import { SimpleShardingStrategy, type WebSocketManager } from '../src/gateway/supervision/discordjs-ws.js';

/** The stock strategy. It notes what it is asked to do. */
export class StockStrategy extends SimpleShardingStrategy {
  readonly calls: string[] = [];
  readonly internals = strategyInternals(this);
  /** What a test does when the shards are to be spawned; and when they are to be connected, instead of that. */
  onSpawn: () => unknown = () => undefined;
  onConnect: () => Promise<void> = () => this.connectShards();

  constructor(readonly itsManager: WebSocketManager) {
    super(itsManager);
  }

  override async spawn(shardIds: number[]): Promise<void> {
    this.calls.push('spawn');
    await this.onSpawn();
    await super.spawn(shardIds);
  }

  override connect(): Promise<void> {
    this.calls.push('connect');
    return this.onConnect();
  }

  connectShards(): Promise<void> {
    return super.connect();
  }

  override destroy(...options: Parameters<SimpleShardingStrategy['destroy']>): Promise<void> {
    this.calls.push('destroy');
    return super.destroy(...options);
  }
}

/** How a stock client is made: options of discord.js, and what a test does with each strategy when it is built. */
interface Wishes extends Partial<ClientOptions> {
  readonly arrange?: (strategy: StockStrategy) => void;
}

/** A client that stays where it is: its shards are there, and never connect. */
export const unconnected = (strategy: StockStrategy): void => {
  strategy.onConnect = () => Promise.resolve();
};

/** A Discord until the test is over, and stock clients for it. */
export async function stockScene(wishes: Partial<Options> = {}) {
  const discord = await EmbeddedDiscord.start({ shards: 1, guilds: 3, ...wishes });
  onTestFinished(() => discord.stop());
  const client = (wishes?: Wishes) => stockClient(discord, wishes);
  return { discord, client };
}

function stockClient(discord: EmbeddedDiscord, { arrange = () => undefined, ...options }: Wishes = {}) {
  const strategies: StockStrategy[] = [];
  const buildStrategy = (manager: WebSocketManager) => {
    const strategy = new StockStrategy(manager);
    arrange(strategy);
    strategies.push(strategy);
    return strategy;
  };
  const rest = { api: discord.api, version: '10' };
  const ws = { buildStrategy } as unknown as ClientOptions['ws'];
  const client = new Client({ intents: [GatewayIntentBits.Guilds], shardCount: 1, ...options, rest, ws });
  client.on(Events.Error, () => undefined).on(Events.ShardError, () => undefined);
  onTestFinished(() => {
    for (const { internals } of strategies)
      for (const shard of internals.shards.values()) shardInternals(shard).internalConnect = () => Promise.resolve();
    void client.destroy();
  });
  return { client, manager: clientManager(client), strategies, login: () => client.login(discord.token) };
}

interface Packet {
  readonly t: string;
  readonly d: { readonly id?: string };
}

/** An event as it comes to `client.ws`. */
export const packet = (t: string, d: object = {}) => ({ op: 0, s: 1, t, d });

/** A client with one shard that never connects, and what Discord sent to another that did: READY and its guilds. */
export async function unconnectedClient(wishes: Wishes = {}) {
  const { discord, client } = await stockScene();
  const other = client();
  const packets: Packet[] = [];
  other.client.on(Events.Raw, (packet: Packet) => packets.push(structuredClone(packet)));
  await Promise.all([once(other.client, Events.ClientReady), other.login()]);
  const made = client({ arrange: unconnected, ...wishes });
  await made.login();
  const [ready, ...guilds] = packets as [Packet, ...Packet[]];
  return { discord, ...made, other: other.client, shard: firstShard(made.manager), ready, guilds };
}

export function firstShard({ shards }: ClientManager): ClientShard {
  const shard = shards.get(0);
  if (!shard) throw new Error('The client knows no shard 0');
  return shard;
}
