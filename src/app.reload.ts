import type { INestApplication } from '@nestjs/common';
import { Logger } from 'nestjs-pino';
import { DiscordConnection } from './config/connection.js';
import { rereadSecret } from './config/environment.js';
import { GatewayLifecycle } from './gateway/gateway.lifecycle.js';

/** Reads the file with the token again at SIGHUP: the pages stay up, and so do the connections. */
export function reloadOnHangup(app: INestApplication): void {
  process.on('SIGHUP', () => {
    const logger = app.get(Logger);
    try {
      logger.log(`SIGHUP: ${reload(app)}`, 'Shardwatch');
    } catch (error) {
      logger.error(`SIGHUP: ${error instanceof Error ? error.message : String(error)}`, 'Shardwatch');
    }
  });
}

/** @returns what was done, in words @throws {InvalidSettings} when the file or what it holds is of no use */
function reload(app: INestApplication): string {
  const connection = app.get(DiscordConnection);
  if (connection.mode === 'demo') return 'in demo mode there is no token to read again';
  const token = rereadSecret('DISCORD_TOKEN', process.env);
  if (token === undefined) return 'DISCORD_TOKEN_FILE is not set, so there is no token to read again';
  if (token === connection.token) return 'the token in DISCORD_TOKEN_FILE is the one in use';
  app.get(GatewayLifecycle).renewToken(token);
  return 'the token was read again';
}
