import { GatewayIntentBits } from 'discord.js';
import type { NecordModuleOptions } from 'necord';
import type { DiscordConnection } from '../config/connection.js';
import type { GatewaySettings } from '../config/gateway.settings.js';
import type { IShardingStrategy, WebSocketManager } from './supervision/discordjs-ws.js';

/** What discord.js is made with; `buildStrategy` is called when it makes the manager of all shards. */
export function clientOptions(
  settings: GatewaySettings,
  connection: DiscordConnection,
  buildStrategy: (manager: WebSocketManager) => IShardingStrategy,
): NecordModuleOptions {
  return {
    token: connection.token,
    skipRegistration: true,
    intents: settings.intents.map((name) => GatewayIntentBits[name as keyof typeof GatewayIntentBits]),
    ...shardOptions(settings),
    allowedMentions: { parse: [] },
    rest: { api: connection.apiUrl },
    ws: { buildStrategy },
  };
}

function shardOptions({ shards }: GatewaySettings): Pick<NecordModuleOptions, 'shards' | 'shardCount'> {
  if (shards === 'auto') return { shards };
  return { shards: Array.from({ length: shards }, (_, id) => id), shardCount: shards };
}
