import { GatewayIntentBits } from 'discord.js';
import type { NecordModuleOptions } from 'necord';
import type { DiscordConnection } from '../config/connection.js';
import type { GatewaySettings } from '../config/gateway.settings.js';
import type { ManagerDoor } from './manager-door.js';
import type { RequestDoor } from './rest/request-door.js';
import type { IShardingStrategy, WebSocketManager } from './supervision/discordjs-ws.js';

/** What discord.js is made with: the manager of all shards and all requests are handed over at our doors. */
export function clientOptions(
  settings: GatewaySettings,
  connection: DiscordConnection,
  [shards, requests]: readonly [ManagerDoor, RequestDoor],
): NecordModuleOptions {
  return {
    token: connection.token,
    skipRegistration: true,
    intents: settings.intents.map((name) => GatewayIntentBits[name as keyof typeof GatewayIntentBits]),
    ...shardOptions(settings),
    allowedMentions: { parse: [] },
    rest: { api: connection.apiUrl, ...requests.restOptions() },
    ws: { buildStrategy: (manager: WebSocketManager): IShardingStrategy => shards.open(manager) },
  };
}

function shardOptions({ shards }: GatewaySettings): Pick<NecordModuleOptions, 'shards' | 'shardCount'> {
  if (shards === 'auto') return { shards };
  return { shards: Array.from({ length: shards }, (_, id) => id), shardCount: shards };
}
