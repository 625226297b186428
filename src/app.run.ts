import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Logger } from 'nestjs-pino';
import { logOptions } from './app.log.js';
import { AppModule } from './app.module.js';
import type { readSettings } from './app.settings.js';
import { stopOnSignals } from './app.stop.js';
import type { DiscordConnection } from './config/connection.js';
import { setUpApi } from './faces/api/api.setup.js';
import { FastExpressAdapter } from './faces/web/express.adapter.js';
import { setUpWeb } from './faces/web/web.setup.js';
import { Lifecycle } from './monitor/lifecycle.js';

/** Builds the house, opens the door, and says what runs where. Resolves when pages are served. */
export async function runApp(
  settings: ReturnType<typeof readSettings>,
  connection: DiscordConnection,
  onStopped: () => void,
): Promise<void> {
  const [gateway, web, , log] = settings;
  const options = logOptions(log, [gateway.token, connection.token]);
  const app = await NestFactory.create<NestExpressApplication>(
    AppModule.of([...settings, connection], options),
    new FastExpressAdapter(),
    { bufferLogs: true, forceCloseConnections: true, abortOnError: false },
  );
  app.useLogger(app.get(Logger));
  setUpWeb(app);
  setUpApi(app);
  await app.listen(web.port, web.host);

  app.get(Lifecycle).serving();
  stopOnSignals(app, web.drainDelayS, onStopped);
  greet(app.get(Logger), await app.getUrl(), gateway.token !== undefined, connection);
}

function greet(logger: Logger, url: string, hasToken: boolean, { mode, apiUrl }: DiscordConnection): void {
  const context = 'Shardwatch';
  logger.log(`The dashboard is at ${url} (only from this machine, until sign-in exists)`, context);
  if (mode === 'real') return logger.log(`The bot talks to ${apiUrl}`, context);
  logger.log(`Demo: the bot talks to a simulated Discord at ${apiUrl}`, context);
  logger.log(hasToken ? 'DISCORD_TOKEN is not used because DEMO=true' : 'For a real bot set DISCORD_TOKEN', context);
}
