import { GatewayIntentBits } from 'discord.js';
import type { NecordModuleOptions } from 'necord';
import type { DiscordConnection } from '../config/connection.js';
import type { GatewaySettings } from '../config/gateway.settings.js';
import { type Limits, span } from '../model/limits.js';
import { leanCache } from './lean.cache.js';
import type { ManagerDoor } from './manager-door.js';
import type { RequestDoor } from './rest/request-door.js';
import type { IShardingStrategy, WebSocketManager } from './supervision/discordjs-ws.js';

/** Milliseconds without another guild, after which a shard is ready without those that Discord has not sent yet. */
const WAIT_FOR_GUILDS_MS = 15_000;
/** Real milliseconds that a time factor does not go below: Discord sends guilds in batches. */
const SHORTEST_MS = 250;

/** What the options rest on. */
export type ClientSettings = readonly [GatewaySettings, DiscordConnection, Pick<Limits, 'timeFactor'>];

/** What discord.js is made with: the manager of all shards and all requests are handed over at our doors. */
export function clientOptions(
  [settings, connection, limits]: ClientSettings,
  [shards, requests]: readonly [ManagerDoor, RequestDoor],
): NecordModuleOptions {
  return {
    token: connection.token,
    skipRegistration: true,
    intents: settings.intents.map((name) => GatewayIntentBits[name as keyof typeof GatewayIntentBits]),
    ...shardOptions(settings),
    waitGuildTimeout: Math.max(SHORTEST_MS, span(WAIT_FOR_GUILDS_MS, limits)),
    ...(settings.cache === 'lean' ? { makeCache: leanCache } : {}),
    allowedMentions: { parse: [] },
    rest: { api: connection.apiUrl, ...requests.restOptions() },
    ws: { buildStrategy: (manager: WebSocketManager): IShardingStrategy => shards.open(manager) },
  };
}

function shardOptions({ shards }: GatewaySettings): Pick<NecordModuleOptions, 'shards' | 'shardCount'> {
  if (shards === 'auto') return { shards };
  return { shards: Array.from({ length: shards }, (_, id) => id), shardCount: shards };
}
