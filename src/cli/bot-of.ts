import { DiscordConnection } from '../config/connection.js';
import type { GatewaySettings } from '../config/gateway.settings.js';
import { Conflict, NotFound } from '../model/errors.js';
import { botsIn } from '../store/store-file.js';

/** The bot of the token; without one the only bot that has a store there. */
export function botOf({ token, apiUrl, isDemo }: GatewaySettings, dataDir: string): string {
  if (token !== undefined && !isDemo) return new DiscordConnection('real', apiUrl, token).botId;
  const [only, ...others] = botsIn(dataDir);
  if (only === undefined) throw new NotFound('There is no store in DATA_DIR. Set DISCORD_TOKEN, or another DATA_DIR.');
  if (others.length === 0) return only;
  throw new Conflict(`DATA_DIR has the stores of several bots (${[only, ...others].join(', ')}). Set DISCORD_TOKEN.`);
}
