import 'reflect-metadata';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Client, type ClientOptions, Events, GatewayIntentBits } from 'discord.js';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSettings } from '../../src/app.settings.js';
import { BusModule } from '../../src/bus/bus.module.js';
import { EventBus } from '../../src/bus/event-bus.js';
import { ConfigModule } from '../../src/config/config.module.js';
import { DiscordConnection } from '../../src/config/connection.js';
import { Redaction } from '../../src/config/redaction.js';
import type { EmbeddedDiscord } from '../../src/embedded-discord/embedded-discord.js';
import { GatewayLifecycle } from '../../src/gateway/gateway.lifecycle.js';
import { GatewayModule } from '../../src/gateway/gateway.module.js';
import type { SignInStage } from '../../src/model/sign-in.js';
import { LastWords } from '../../src/store/last-words.js';
import { StoreModule } from '../../src/store/store.module.js';

/** What became of a sign-in: `waiting` is between two attempts, `refused` is never to be tried again. */
export type Login = 'pending' | 'waiting' | 'done' | 'refused';

/** A bot in this very process. */
export interface Bot {
  readonly client: Client;
  readonly login: Login;
  /** Begins to sign in, and waits for nothing. */
  signIn(): void;
  /** Ends it in order, as at the end of the process. */
  stop(): Promise<void>;
  /** Ends it for good. */
  end(): Promise<void>;
}

/** Events by which discord.js tells its users how it goes. */
const TELLING = [
  Events.ClientReady,
  Events.ShardReady,
  Events.ShardReconnecting,
  Events.ShardResume,
  Events.ShardDisconnect,
  Events.ShardError,
  Events.GuildCreate,
  Events.GuildDelete,
  Events.GuildUnavailable,
  Events.Invalidated,
] as const;

/** Takes note of what a client tells, in order; what it tells of each attempt to connect counts once. */
export function listenTo(client: Client): readonly string[] {
  const told: string[] = [];
  const sinceConnected = () =>
    told.slice(Math.max(told.lastIndexOf(Events.ShardReady), told.lastIndexOf(Events.ShardResume)) + 1);
  for (const event of TELLING) {
    client.on(event, () => {
      if (!sinceConnected().includes(event)) told.push(event);
    });
  }
  return told;
}

/** discord.js as it comes, but for the 5 s between two IDENTIFYs: a Discord with a time factor asks for less. */
export function stockBot(discord: EmbeddedDiscord, options: Partial<ClientOptions>): Bot {
  const rest = { api: discord.api, version: '10' };
  const ws = { buildIdentifyThrottler: () => Promise.resolve({ waitForIdentify: () => Promise.resolve() }) };
  const client = new Client({ intents: [GatewayIntentBits.Guilds], shards: 'auto', ...options, rest, ws });
  client.on(Events.Error, () => undefined).on(Events.ShardError, () => undefined);
  let login: Login = 'pending';
  return {
    client,
    get login() {
      return login;
    },
    signIn() {
      client.login(discord.token).then(
        () => (login = 'done'),
        () => (login = 'refused'),
      );
    },
    stop: () => client.destroy(),
    end() {
      silence(client);
      return Promise.resolve();
    },
  };
}

interface Innards {
  readonly _ws: { readonly strategy?: { readonly shards: ReadonlyMap<number, { internalConnect: unknown }> } } | null;
}

/** `destroy()` alone leaves orphans that connect for ever, or does not come back at all. */
function silence(client: Client): void {
  const { _ws } = client.ws as unknown as Innards;
  for (const shard of _ws?.strategy?.shards.values() ?? []) shard.internalConnect = () => Promise.resolve();
  void client.destroy();
}

const loginOf: Readonly<Partial<Record<SignInStage, Login>>> = {
  trying: 'pending',
  waiting: 'waiting',
  signed_in: 'done',
  refused: 'refused',
};

@Module({})
class BotModule {}

/** The program's own side of Discord, without its pages: the gateway room, its store and its settings, all of them real. */
export async function ownBot({ token, api }: EmbeddedDiscord, env: Record<string, string>): Promise<Bot> {
  const DATA_DIR = mkdtempSync(join(tmpdir(), 'shardwatch-bot-'));
  const settings = readSettings({ DISCORD_TOKEN: token, DISCORD_API_URL: api, DATA_DIR, ...env });
  const said = [new LastWords(), new Redaction((text) => text)];
  const given = [...settings, new DiscordConnection('real', api, token), ...said];
  const rooms = [ConfigModule.of(given), BusModule, StoreModule];
  const app = await NestFactory.createApplicationContext(
    { module: BotModule, imports: [...rooms, GatewayModule] },
    { logger: false, abortOnError: false },
  );
  let login: Login = 'pending';
  app.get(EventBus).events$.subscribe((event) => {
    if (event.type === 'sign_in.changed') login = loginOf[event.signIn.stage] ?? login;
  });
  const gateway = app.get(GatewayLifecycle);
  return {
    client: app.get(Client, { strict: false }),
    get login() {
      return login;
    },
    signIn: () => gateway.start(),
    stop: () => gateway.stop(),
    async end() {
      await gateway.stop();
      await app.close();
      rmSync(DATA_DIR, { recursive: true, force: true });
    },
  };
}
