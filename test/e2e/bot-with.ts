import 'reflect-metadata';
import { Module, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Client } from 'discord.js';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answerFailures } from '../../src/app.failures.js';
import { AppModule } from '../../src/app.module.js';
import { readSettings } from '../../src/app.settings.js';
import { setUpAuth } from '../../src/auth/auth.setup.js';
import { PublicAddress } from '../../src/auth/public-address.js';
import { redactor } from '../../src/config/redact.js';
import { DiscordConnection } from '../../src/config/connection.js';
import { Redaction } from '../../src/config/redaction.js';
import type { EmbeddedDiscord } from '../../src/embedded-discord/embedded-discord.js';
import { ApiModule } from '../../src/faces/api/api.module.js';
import { setUpApi } from '../../src/faces/api/api.setup.js';
import { HealthModule } from '../../src/faces/health/health.module.js';
import { FastExpressAdapter } from '../../src/faces/web/express/express.adapter.js';
import { setUpWeb } from '../../src/faces/web/express/web.setup.js';
import { GatewayLifecycle } from '../../src/gateway/gateway.lifecycle.js';
import { Handlers } from '../../src/gateway/interactions/handlers.js';
import { LogDial } from '../../src/monitor/log-dial.js';
import { LoggedLines } from '../../src/monitor/logged-lines.js';
import { LastWords } from '../../src/store/last-words.js';
import { PATIENT } from './start.js';

/** The whole program with features of a test's own, in this very process. */
export interface BotWith {
  readonly url: string;
  readonly client: Client;
  end(): Promise<void>;
}

/** @param features classes with handlers, as an author would write them */
export async function botWith(
  features: readonly Type[],
  { token, api }: EmbeddedDiscord,
  env: Record<string, string> = {},
): Promise<BotWith> {
  const dataDir = mkdtempSync(join(tmpdir(), 'shardwatch-with-'));
  const base = { DISCORD_TOKEN: token, DISCORD_API_URL: api, DATA_DIR: dataDir, PORT: '0', PUBLIC_VIEW: 'full' };
  const settings = readSettings({ ...PATIENT, ...base, ...env });
  const said = [new Redaction(redactor([token])), new LoggedLines(), new LastWords(), new LogDial('info')];
  const house = AppModule.of([...settings, new DiscordConnection('real', api, token), ...said], {
    pinoHttp: { level: 'silent' },
  });

  @Module({ imports: [house], providers: [...features] })
  class BotWithFeatures {}

  const app = await NestFactory.create<NestExpressApplication>(BotWithFeatures, new FastExpressAdapter(), {
    ...{ logger: false, abortOnError: false, bodyParser: false },
  });
  setUpWeb(app);
  setUpAuth(app);
  setUpApi(app, [ApiModule, HealthModule]);
  answerFailures(app, (id, error) => app.get(Handlers).threw(id, error));
  await app.listen(0, '127.0.0.1');
  app.get(PublicAddress).listensAt(await app.getUrl());
  app.get(GatewayLifecycle).start();
  return {
    url: await app.getUrl(),
    client: app.get(Client, { strict: false }),
    async end() {
      await app.get(GatewayLifecycle).stop();
      await app.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
