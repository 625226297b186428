import { type Server, createServer } from 'node:http';
import { Clock } from './clock.js';
import { Credentials } from './credentials.js';
import { Gateway } from './gateway/gateway.js';
import { InteractionBook } from './interactions/interaction-book.js';
import { Latency } from './life/latency.js';
import type { Options } from './options.js';
import { Api } from './rest/api.js';
import { type GatewayAddress, applicationRoutes } from './rest/application.routes.js';
import { channelRoutes } from './rest/channel.routes.js';
import { commandRoutes } from './rest/command.routes.js';
import { guildRoutes } from './rest/guild.routes.js';
import { callbackRoutes } from './rest/interaction.routes.js';
import { webhookRoutes } from './rest/webhook.routes.js';
import { CommandBook } from './world/command-book.js';
import { MessageBook } from './world/message-book.js';
import { Random } from './world/random.js';
import { World } from './world/world.js';

/** Everything an embedded Discord is made of, put together and not yet listening. */
export interface Parts {
  readonly world: World;
  readonly commands: CommandBook;
  readonly interactions: InteractionBook;
  readonly messages: MessageBook;
  readonly credentials: Credentials;
  readonly latency: Latency;
  readonly gateway: Gateway;
  readonly rest: Api;
  readonly server: Server;
  readonly token: string;
}

/** @param address asked whenever a client wants to know where the gateway is, so only after the server listens */
export function assemble(options: Options, address: () => GatewayAddress): Parts {
  const world = new World(options, new Clock(options.timeFactor));
  world.application.privilegedIntents = options.privilegedIntents;
  const token = options.token ?? world.application.token;
  const credentials = new Credentials(token);
  const commands = new CommandBook(world.snowflakes);
  const messages = new MessageBook(world);
  const interactions = new InteractionBook(world);
  const latency = new Latency(new Random(options.seed), options.latency);
  const { heartbeatIntervalMs, maxConcurrency } = options;
  const gateway = new Gateway(world, credentials, { heartbeatIntervalMs, maxConcurrency, latency });
  const replies = { world, interactions, messages };
  const routes = [
    ...applicationRoutes(world, gateway, address),
    ...commandRoutes(world, commands),
    ...guildRoutes(world),
    ...channelRoutes(world, messages),
    ...callbackRoutes(replies),
    ...webhookRoutes(replies),
  ];
  const rest = new Api(routes, credentials, latency, world.clock);
  const server = createServer(rest.app);
  server.on('upgrade', (request, socket, head) => gateway.upgrade(request, socket, head));
  return { world, commands, interactions, messages, credentials, latency, gateway, rest, server, token };
}
