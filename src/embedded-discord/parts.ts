import { cdnSite } from './cdn/cdn.site.js';
import { Clock } from './clock.js';
import { restEntry } from './control/rest-entry.js';
import { Transcript } from './control/transcript.js';
import { Credentials } from './credentials.js';
import { Faults } from './faults/faults.js';
import { RestDoor } from './faults/rest-door.js';
import { StandingFaults } from './faults/standing-faults.js';
import { Gateway } from './gateway/gateway.js';
import { InteractionBook } from './interactions/interaction-book.js';
import { People } from './interactions/people.js';
import { Latency } from './life/latency.js';
import { authorizeSite } from './oauth2/authorize.site.js';
import { GrantBook } from './oauth2/grant-book.js';
import { tokenRoutes } from './oauth2/token.routes.js';
import type { Options } from './options.js';
import { Api } from './rest/api.js';
import { type GatewayAddress, applicationRoutes } from './rest/application.routes.js';
import { channelRoutes } from './rest/channel.routes.js';
import { commandRoutes } from './rest/command.routes.js';
import { guildRoutes } from './rest/guild.routes.js';
import { callbackRoutes } from './rest/interaction.routes.js';
import { userRoutes } from './rest/user.routes.js';
import { webhookRoutes } from './rest/webhook.routes.js';
import { tokenOf } from './world/application.js';
import { StatusPage } from './status-page/status-page.js';
import { statusPageSite } from './status-page/status-page.site.js';
import { CommandBook } from './world/command-book.js';
import { CommandCreates } from './world/command-creates.js';
import { MessageBook } from './world/message-book.js';
import { Random } from './world/random.js';
import { World } from './world/world.js';

/** Everything an embedded Discord is made of, put together and not yet listening. */
export interface Parts {
  readonly world: World;
  readonly commands: CommandBook;
  readonly interactions: InteractionBook;
  readonly messages: MessageBook;
  /** What people can do with the application. */
  readonly people: People;
  readonly credentials: Credentials;
  readonly grants: GrantBook;
  readonly statusPage: StatusPage;
  readonly latency: Latency;
  readonly gateway: Gateway;
  readonly rest: Api;
  readonly standing: StandingFaults;
  readonly faults: Faults;
  readonly transcript: Transcript;
}

/** @param address asked whenever a client wants to know where the gateway is, so only after the server listens */
export function assemble(options: Options, address: () => GatewayAddress): Parts {
  const world = new World(options, new Clock(options.timeFactor));
  const { clock, application } = world;
  application.privilegedIntents = options.privilegedIntents;
  prepareOAuth2(world, options);
  const chance = new Random(options.seed);
  const standing = new StandingFaults(chance, clock);
  const transcript = new Transcript();
  const makeToken = (): string => tokenOf(application.id, chance);
  const credentials = new Credentials(options.token ?? application.token, makeToken, (token) => transcript.hide(token));
  const latency = new Latency(new Random(options.seed), options.latency);
  const gatewayOptions = { ...options, latency, faults: standing, transcript };
  const gateway = new Gateway(world, credentials, gatewayOptions);
  const books = {
    commands: new CommandBook(world.snowflakes, new CommandCreates(clock)),
    messages: new MessageBook(world),
    interactions: new InteractionBook(world),
    grants: new GrantBook(clock),
    statusPage: new StatusPage(clock),
  };
  const people = new People({ world, gateway, ...books });
  const rest = restOf({ world, gateway, credentials, latency, ...books }, address);
  const door = new RestDoor(standing, clock);
  rest.intercept = (request, response, next) => door.meet({ request, response, next });
  rest.log.observe((answered) => transcript.note(restEntry(answered, clock.now())));
  const faults = new Faults(standing, clock, { world, gateway, credentials, statusPage: books.statusPage });
  return { world, people, credentials, latency, gateway, rest, standing, faults, transcript, ...books };
}

function prepareOAuth2({ application, users }: World, options: Options): void {
  application.redirectUris = options.redirectUris ?? [];
  application.clientSecret = options.clientSecret ?? application.clientSecret;
  if (options.isTeamOwned) application.makeTeam(users);
}

type RestParts = Omit<Parts, 'people' | 'rest' | 'standing' | 'faults' | 'transcript'>;

function restOf(parts: RestParts, address: () => GatewayAddress): Api {
  const { world, commands, interactions, messages, grants, gateway, credentials, latency, statusPage } = parts;
  const replies = { world, interactions, messages };
  const routes = [
    ...applicationRoutes(world, gateway, address),
    ...commandRoutes(world, commands),
    ...guildRoutes(world),
    ...userRoutes(world, messages),
    ...channelRoutes(world, messages),
    ...callbackRoutes(replies),
    ...webhookRoutes(replies),
    ...tokenRoutes(world.application, grants),
  ];
  const authorize = authorizeSite(world, grants);
  const sites = [
    ['/oauth2/authorize', authorize],
    ['/api/oauth2/authorize', authorize],
    ['/status/api/v2', statusPageSite(statusPage)],
    ['/cdn', cdnSite()],
  ] as const;
  return new Api(routes, { credentials, grants, latency, clock: world.clock, sites });
}
