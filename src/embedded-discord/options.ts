/** How an embedded Discord shall be. */
export interface Options {
  /** Shards that GET /gateway/bot recommends, 1 or more; a client may use another count. */
  readonly shards: number;
  /** Servers the bot is in at the start, 0 or more. */
  readonly guilds: number;
  /** The same seed gives the same servers, people and token. */
  readonly seed: number;
  /** TCP port on 127.0.0.1; 0 takes any free one. */
  readonly port: number;
  /** TCP port of the control API on 127.0.0.1; 0 takes any free one, `null` leaves the control API out. */
  readonly controlPort: number | null;
  /** Users who use commands, talk, come and go. */
  readonly traffic: boolean;
  /** How often they do so over all servers on average, in a minute; 0 for never. Without `traffic` nobody does anything. */
  readonly commandsPerMinute: number;
  readonly messagesPerMinute: number;
  /** Members who come or go. */
  readonly membersPerMinute: number;
  /** Small harmless faults now and then. */
  readonly mishaps: boolean;
  /** Delays as of a far machine, on REST and on heartbeats. */
  readonly latency: boolean;
  /** Milliseconds that HELLO asks for; Discord's is 41,250. */
  readonly heartbeatIntervalMs: number;
  /** Milliseconds for which a session without a connection can be resumed; Discord says "a few minutes". */
  readonly sessionLifeMs: number;
  /** IDENTIFYs per 5 s, as Discord grants it to the application: https://docs.discord.com/developers/events/gateway#session-start-limit-object */
  readonly maxConcurrency: number;
  /** Divides every duration of Discord's, 1 or more: 60 makes a minute of Discord's last one second. */
  readonly timeFactor: number;
  /** The bot's token; `null` makes one from the seed. */
  readonly token: string | null;
  /** The privileged intents that are enabled, as intent bits; none by default. */
  readonly privilegedIntents: number;
  /** Addresses that OAuth2 may lead back to, each exactly as it must be asked for; none unless told. */
  readonly redirectUris?: readonly string[];
  /** The application's secret for OAuth2; made from the seed unless told. */
  readonly clientSecret?: string;
  /** A team owns the application, and not one person. */
  readonly isTeamOwned?: boolean;
}

/** A quiet world that answers at once: what tests want. The program asks for a lively one. */
export const defaults: Options = {
  shards: 4,
  guilds: 120,
  seed: 1,
  port: 0,
  controlPort: null,
  traffic: false,
  commandsPerMinute: 30,
  messagesPerMinute: 75,
  membersPerMinute: 15,
  mishaps: false,
  latency: false,
  heartbeatIntervalMs: 41_250,
  sessionLifeMs: 180_000,
  maxConcurrency: 16,
  timeFactor: 1,
  token: null,
  privilegedIntents: 0,
};
