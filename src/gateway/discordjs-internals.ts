import {
  type ApplicationCommandData,
  ApplicationCommandManager,
  type Client,
  type REST,
  type Status,
} from 'discord.js';
import type { WireCommand } from '../model/command-shape.js';
import type { SimpleShardingStrategy, WebSocketShard } from './supervision/discordjs-ws.js';

/**
 * Everything private of discord.js 14.28.1 and @discordjs/ws 1.2.3 that we lean on; nobody else reaches for it. Both are
 * pinned exactly. For each line here, and for what we know of their habits besides, a test in `discordjs-internals*.spec.ts`
 * asks the real library: after an upgrade, the names of those that fail say what is no longer so.
 */

/**
 * One shard of @discordjs/ws. The library calls its own methods through the object, `send` and `destroy` too: one that is
 * replaced, or overridden in a subclass, takes effect.
 */
export interface ShardInternals {
  /** The WebSocket of the last attempt, also when it is closed; `null` before the first. It has a listener for errors until `destroy()`. */
  connection: Socket | null;
  /** There with a compressed connection: then a frame may be a part of a message only. `null` without `zlib-sync`. */
  inflate: object | null;
  /** Replaced by a new one when a connection opens, and when its time is over. */
  sendRateLimitState: SendLimit;
  /** Set by `onError` after an error of the network; with it, the close that follows drops the session. */
  failedToConnectDueToNetworkError: boolean;
  /**
   * Opens a connection to where the session leads, and sends RESUME or IDENTIFY after HELLO. Called by `connect()`, and after
   * a `destroy()` that recovers. Rejects when the shard is not idle.
   */
  internalConnect(): Promise<void>;
  /**
   * Sends op 1 with the last sequence. Called by a timer, and with `true` when Discord asks for one: then it is sent although
   * the one before was not acknowledged, which by itself ends the connection.
   */
  heartbeat(isRequested?: boolean): Promise<void>;
  /** Hears every error of the connection. Of one of the network it takes note, and the close that follows drops the session. */
  onError(error: Error): void;
  /**
   * Reads each frame as it comes: a string, or bytes when it is compressed. The frame is handled when it is read, however
   * late that is; what it gives `null` for is left out without a word.
   */
  unpackMessage(data: string | ArrayBuffer, isBinary: boolean): Promise<object | null>;
}

/** How many payloads have gone out in this minute, and when the next begins (epoch milliseconds of the wall clock). */
export interface SendLimit {
  sent: number;
  resetAt: number;
}

/** What we use of a WebSocket of `ws`. */
export interface Socket {
  readonly url: string;
  readonly readyState: number;
  on(event: 'error', listener: () => void): void;
  terminate(): void;
  /** Stops and goes on reading: meanwhile no frame comes. */
  pause(): void;
  resume(): void;
}

/** `readyState` of a socket that is not open yet. */
export const CONNECTING = 0;

export function shardInternals(shard: WebSocketShard): ShardInternals {
  return shard as unknown as ShardInternals;
}

/**
 * The code that keeps the session while it closes: `CloseCodes.Resuming`. 1000, the one of a `destroy()` without a code, ends it.
 */
export const RESUMING = 4200;

/** The words in which `destroy()` is told why; nothing else tells these three apart. */
export const destroyReasons = {
  /** No HELLO within `helloTimeout`, or no READY within `readyTimeout`. */
  timedOut: 'Something timed out or went wrong while waiting for an event',
  /** Op 7. */
  reconnectAsked: 'Told to reconnect by Discord',
  /** Op 9 that does not let the session be resumed. */
  invalidSession: 'Invalid session',
} as const;

/** The stock strategy of @discordjs/ws: sends to the shards of this map, and `destroy()` closes and forgets them. */
interface StrategyInternals {
  readonly shards: Map<number, WebSocketShard>;
}

export function strategyInternals(strategy: SimpleShardingStrategy): StrategyInternals {
  return strategy as unknown as StrategyInternals;
}

/** `client.ws` of discord.js: the manager of its own that stands before the one of @discordjs/ws. */
export interface ClientManager {
  /** Filled before the strategy spawns. */
  readonly shards: ReadonlyMap<number, ClientShard>;
  /** Set by a sign-in that failed, and never taken back: the client is not ready then, and `destroy()` does nothing. */
  destroyed: boolean;
  /** While it is not `Ready`, events are kept back; it may be set for the time of one call. */
  status: Status;
  /** What `handlePacket` kept back, the newest last; nobody else puts anything in. */
  readonly packetQueue: unknown[];
  /**
   * Takes each event, called through the object, and with nothing when the client is ready. Before that it keeps back all
   * events but those of sessions, guilds and members (`false`), and calls itself with them later, by timers.
   */
  handlePacket(packet?: object, shard?: ClientShard): boolean;
  /** Makes the client ready if all its shards are. */
  checkShardsReady(): void;
}

/** What discord.js itself knows of a shard. It writes down there the session that `updateSessionInfo` gives, and needs it at RESUMED. */
export interface ClientShard {
  readonly id: number;
  status: Status;
  /** Guilds that READY named and that have not come; the shard is ready with the last, or when none came for `waitGuildTimeout`. */
  expectedGuilds: Set<string> | null;
  /** Takes note of the guilds named in READY: from now on the shard waits for them. */
  onReadyPacket(ready: object): void;
  /** A guild came, or is known to be unavailable. */
  gotGuild(guildId: string): void;
  /** Ready if no guild is missing; else starts the wait for the rest anew. */
  checkReady(): void;
}

export function clientManager(client: Client): ClientManager {
  return client.ws as unknown as ClientManager;
}

/** The queue of the requests of one rate limit. */
export interface RequestQueue {
  /** Until when it waits once its limit is used up (epoch milliseconds of the wall clock). */
  reset: number;
}

/** discord.js's REST. */
export interface RestInternals {
  /** The end of the second in which all requests are counted (epoch milliseconds of the wall clock). */
  globalReset: number;
  /** Makes each queue, called through the object. */
  createHandler(hash: string, majorParameter: string): RequestQueue;
}

export function restInternals(rest: REST): RestInternals {
  return rest as unknown as RestInternals;
}

/** The manager of the commands, which puts them into the words of Discord's API before it sends them. */
interface CommandManagerInternals {
  transformCommand(command: ApplicationCommandData): WireCommand;
}

/** What discord.js would send for this command. */
export function commandBody(command: ApplicationCommandData): WireCommand {
  return (ApplicationCommandManager as unknown as CommandManagerInternals).transformCommand(command);
}
