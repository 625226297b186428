import { Client, type ClientOptions, Events, GatewayIntentBits, Routes } from 'discord.js';
import { LocalBus } from '../src/bus/local.bus.js';
import { DiscordConnection } from '../src/config/connection.js';
import { MonitorSettings } from '../src/config/monitor.settings.js';
import { EmbeddedDiscord } from '../src/embedded-discord/embedded-discord.js';
import type { Options } from '../src/embedded-discord/options.js';
import { EvenLimits } from '../src/gateway/rest/even-limits.js';
import { InteractionWatch } from '../src/gateway/rest/interaction-watch.js';
import { RequestDoor } from '../src/gateway/rest/request-door.js';
import { RequestFailures } from '../src/gateway/rest/request-failures.js';
import { RestMeter } from '../src/gateway/rest/rest-meter.js';
import { RestWatch } from '../src/gateway/rest/rest-watch.js';
import { Teller } from '../src/gateway/teller.js';
import type { BotEvent, InteractionsMeasured, RestMeasured } from '../src/model/event.js';
import type { InteractionUse } from '../src/model/interaction-use.js';
import type { RestUse } from '../src/model/rest-use.js';
import { waitFor } from './e2e/start.js';

/** discord.js with everything of ours that stands between it and Discord's REST API, and an embedded Discord. */
export interface RestScene {
  readonly discord: EmbeddedDiscord;
  readonly client: Client;
  readonly door: RequestDoor;
  /** Everything that was told on the bus, the oldest first. */
  readonly events: readonly BotEvent[];
  /** Asks for the bot's own user. */
  readonly me: () => Promise<unknown>;
  /** Answers an interaction that Discord does not know. */
  readonly acknowledge: () => Promise<unknown>;
  /** Requests that Discord has answered. */
  readonly answeredCount: () => number;
  /** Waits until this was told on the bus. */
  readonly restUse: (isIt: (rest: RestUse) => boolean) => Promise<RestUse>;
  readonly interactionUse: (isIt: (use: InteractionUse) => boolean) => Promise<InteractionUse>;
}

/** The end of a test, as vitest gives it to each. */
interface Ending {
  readonly onTestFinished: (end: () => Promise<void>) => void;
}

/** @param timeFactor divides our windows and pauses; Discord's are as `options` say */
export async function restScene(test: Ending, options: Partial<Options> = {}, timeFactor = 1): Promise<RestScene> {
  const discord = await EmbeddedDiscord.start({ shards: 1, guilds: 2, ...options });
  const settings = Object.assign(new MonitorSettings(), { timeFactor });
  const connection = new DiscordConnection('real', discord.api, discord.token);
  const door = new RequestDoor(new RestMeter(settings), connection, settings);
  const rest: ClientOptions['rest'] = { api: discord.api, ...door.restOptions() };
  const client = new Client({ intents: [GatewayIntentBits.Guilds], shardCount: 1, rest });
  client.on(Events.Error, () => undefined);
  client.rest.setToken(discord.token);
  const bus = new LocalBus();
  const events: BotEvent[] = [];
  bus.events$.subscribe((event) => events.push(event));
  const watches = [
    new RestWatch(client, bus, door, new Teller(bus)),
    new InteractionWatch(client, bus, door, settings),
    new RequestFailures(bus, door),
  ];
  new EvenLimits(client).onModuleInit();
  for (const watch of watches) watch.onModuleInit();
  test.onTestFinished(async () => {
    for (const watch of watches) watch.onModuleDestroy();
    await client.destroy();
    await discord.stop();
  });
  return { discord, client, door, events, ...asking(discord, client), ...hearing(events) };
}

function asking(discord: EmbeddedDiscord, client: Client): Pick<RestScene, 'me' | 'acknowledge' | 'answeredCount'> {
  const callback = Routes.interactionCallback('1187402291846283264', 'a-token');
  return {
    me: () => client.rest.get(Routes.user()),
    acknowledge: () => client.rest.post(callback, { auth: false, body: { type: 6 } }),
    answeredCount: () => [...discord.requests.values()].reduce((sum, { requests }) => sum + requests, 0),
  };
}

function hearing(events: readonly BotEvent[]): Pick<RestScene, 'restUse' | 'interactionUse'> {
  return {
    restUse: async (isIt) => {
      const found = () => events.findLast((event) => event.type === 'rest.measured' && isIt(event.rest));
      return ((await waitFor(found)) as RestMeasured).rest;
    },
    interactionUse: async (isIt) => {
      const found = () =>
        events.findLast((event) => event.type === 'interactions.measured' && isIt(event.interactions));
      return ((await waitFor(found)) as InteractionsMeasured).interactions;
    },
  };
}

/** How often a fault has happened, on or over. */
export function strikes({ faults }: EmbeddedDiscord, id: string): number {
  return [...faults.standing, ...faults.ended].find((fault) => fault.id === id)?.strikes ?? 0;
}
