import type { INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { answerFailures } from './app.failures.js';
import { AppLogger, logOptions, setLevel } from './app.log.js';
import { AppModule } from './app.module.js';
import type { Settings } from './app.settings.js';
import { reloadOnHangup } from './app.reload.js';
import type { StopSignals } from './app.signals.js';
import { stopAtStart, stopOnSignals } from './app.stop.js';
import { Access } from './auth/access.js';
import { setUpAuth } from './auth/auth.setup.js';
import { DiscordOAuth2 } from './auth/discord-oauth2.js';
import { PublicAddress } from './auth/public-address.js';
import { SignInLinks } from './auth/sign-in-links.js';
import { DiscordConnection } from './config/connection.js';
import { passwordsOf } from './config/database-url.js';
import { secretsIn } from './config/env.js';
import { redactor } from './config/redact.js';
import { Redaction } from './config/redaction.js';
import { GatewaySettings } from './config/gateway.settings.js';
import { WebSettings, isOnlyHere } from './config/web.settings.js';
import { ApiModule } from './faces/api/api.module.js';
import { setUpApi } from './faces/api/api.setup.js';
import { HealthModule } from './faces/health/health.module.js';
import { FastExpressAdapter } from './faces/web/express/express.adapter.js';
import { setUpWeb } from './faces/web/express/web.setup.js';
import { GatewayLifecycle } from './gateway/gateway.lifecycle.js';
import { Handlers } from './gateway/interactions/handlers.js';
import { Lifecycle } from './monitor/lifecycle.js';
import type { UsualVolume } from './model/action.js';
import { LogDial } from './monitor/log-dial.js';
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
  const dial = new LogDial(log.level as UsualVolume);
  dial.connect((level) => setLevel(options, level));
  const logger = new AppLogger(options, lines);
  const app = await NestFactory.create<NestExpressApplication>(
    AppModule.of([...settings, connection, redaction, lines, lastWords, dial], options),
    new FastExpressAdapter(),
    { logger, abortOnError: false, bodyParser: false },
  );
  setUpWeb(app);
  setUpAuth(app);
  setUpApi(app, [ApiModule, HealthModule]);
  answerFailures(app, (id, error) => app.get(Handlers).threw(id, error));
  signals.hold();
  await listen(app, web);
  await stopAtStart(app, signals);

  app.get(GatewayLifecycle).start(); // only now: a start that fails at the port must not cost the bot a session
  reloadOnHangup(app);
  stopOnSignals(app, web.drainDelayS, signals);
  app.get(PublicAddress).listensAt(await app.getUrl());
  for (const line of [...greeting(app, await app.getUrl()), ...(await invitation(app))]) logger.log(line, 'Shardwatch');
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
  const web = app.get(WebSettings);
  const where = `The dashboard is at ${url}${isOnlyHere(web) ? ' (only from this machine)' : ''}`;
  if (mode === 'real') return [where, ...unreached(web), `The bot talks to ${apiUrl}`];
  return [
    where,
    ...unreached(web),
    `Demo: the bot talks to a simulated Discord at ${apiUrl}`,
    wayOutOfDemo(app.get(GatewaySettings)),
  ];
}

/** A name that is not known is not served: somebody else's page could have chosen it. */
function unreached(web: WebSettings): string[] {
  if (isOnlyHere(web) || web.publicUrl !== undefined) return [];
  return ['Others get 421 until PUBLIC_URL says by which address they come'];
}

/** How to sign in. In the demo one click does it. */
async function invitation(app: INestApplication): Promise<string[]> {
  const { hasLinks, isDemo } = app.get(Access);
  if (isDemo) return [];
  const { isOn, redirect } = app.get(DiscordOAuth2);
  const withDiscord = isOn ? [`Sign-in with Discord needs this redirect in the Developer Portal: ${redirect}`] : [];
  if (!hasLinks) return withDiscord;
  const link = `${app.get(PublicAddress).url}${await app.get(SignInLinks).give()}`;
  return [...withDiscord, `Sign in (once, within 15 minutes): ${link}`];
}

function wayOutOfDemo({ token }: GatewaySettings): string {
  return token === undefined ? 'For a real bot set DISCORD_TOKEN' : 'DISCORD_TOKEN is not used because DEMO=true';
}
