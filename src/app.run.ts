import type { INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { answerFailures } from './app.failures.js';
import { AppLogger, logOptions } from './app.log.js';
import { AppModule } from './app.module.js';
import type { Settings } from './app.settings.js';
import { reloadOnHangup } from './app.reload.js';
import type { StopSignals } from './app.signals.js';
import { stopAtStart, stopOnSignals } from './app.stop.js';
import { DiscordConnection } from './config/connection.js';
import { passwordsOf } from './config/database-url.js';
import { secretsIn } from './config/env.js';
import { redactor } from './config/redact.js';
import { Redaction } from './config/redaction.js';
import { GatewaySettings } from './config/gateway.settings.js';
import { type WebSettings } from './config/web.settings.js';
import { ApiModule } from './faces/api/api.module.js';
import { setUpApi } from './faces/api/api.setup.js';
import { HealthModule } from './faces/health/health.module.js';
import { FastExpressAdapter } from './faces/web/express.adapter.js';
import { setUpWeb } from './faces/web/web.setup.js';
import { GatewayLifecycle } from './gateway/gateway.lifecycle.js';
import { Lifecycle } from './monitor/lifecycle.js';
import { LoggedLines } from './monitor/logged-lines.js';
import { LastWords } from './store/last-words.js';

/** Builds the house, opens the door, and says what runs where. Resolves when pages are served. */
export async function runApp(settings: Settings, connection: DiscordConnection, signals: StopSignals): Promise<void> {
  const [, web, store, log] = settings;
  const secrets = [...secretsIn(settings), connection.token, ...passwordsOf(store.databaseUrl)];
  const redaction = new Redaction(redactor(secrets));
  const lastWords = new LastWords();
  const options = logOptions(log, redaction.redact, lastWords);
  const lines = new LoggedLines();
  const logger = new AppLogger(options, lines);
  const app = await NestFactory.create<NestExpressApplication>(
    AppModule.of([...settings, connection, redaction, lines, lastWords], options),
    new FastExpressAdapter(),
    { logger, abortOnError: false, bodyParser: false },
  );
  setUpWeb(app);
  setUpApi(app, [ApiModule, HealthModule]);
  answerFailures(app);
  signals.hold();
  await listen(app, web);
  await stopAtStart(app, signals);

  app.get(GatewayLifecycle).start(); // only now: a start that fails at the port must not cost the bot a session
  reloadOnHangup(app);
  stopOnSignals(app, web.drainDelayS, signals);
  for (const line of greeting(app, await app.getUrl())) logger.log(line, 'Shardwatch');
}

async function listen(app: INestApplication, { port, host }: WebSettings): Promise<void> {
  try {
    await app.listen(port, host);
    app.get(Lifecycle).moveTo('serving');
  } catch (error) {
    await app.close();
    throw error;
  }
}

function greeting(app: INestApplication, url: string): string[] {
  const { mode, apiUrl } = app.get(DiscordConnection);
  const where = `The dashboard is at ${url} (only from this machine, until sign-in exists)`;
  if (mode === 'real') return [where, `The bot talks to ${apiUrl}`];
  return [where, `Demo: the bot talks to a simulated Discord at ${apiUrl}`, wayOutOfDemo(app.get(GatewaySettings))];
}

function wayOutOfDemo({ token }: GatewaySettings): string {
  return token === undefined ? 'For a real bot set DISCORD_TOKEN' : 'DISCORD_TOKEN is not used because DEMO=true';
}
