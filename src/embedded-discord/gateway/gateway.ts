import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Clock } from '../clock.js';
import type { Credentials } from '../credentials.js';
import type { Latency } from '../life/latency.js';
import type { Happening } from '../world/happening.js';
import { shardOf } from '../world/snowflake.js';
import type { World } from '../world/world.js';
import { Connection, type Desk } from './connection.js';
import { Greeter } from './greeter.js';
import { membersChunk } from './members-chunk.js';
import { CLOSE, OP } from './opcodes.js';
import type { Session } from './session.js';
import { SessionBook } from './session-book.js';
import { SessionStarts } from './session-starts.js';
import { Tally } from './tally.js';

export const GATEWAY_PATH = '/gateway';
/** A path of its own, so that it shows whether a client uses `resume_gateway_url`. */
export const RESUME_PATH = '/resume';

/** The newest API version and the one before it. */
const VERSIONS: readonly (string | null)[] = ['10', '9', null];
/** A frame longer than this is not even read; one beyond Discord's 4,096 bytes is answered with 4002. */
const FRAME_LIMIT = 1_048_576;

const ignored = new Set<number>([OP.presence, OP.voiceState, OP.requestSounds, OP.requestChannelInfo]);

export interface GatewayOptions {
  readonly heartbeatIntervalMs: number;
  readonly maxConcurrency: number;
  readonly latency: Latency;
}

/** The WebSocket side of Discord: https://docs.discord.com/developers/events/gateway */
export class Gateway implements Desk {
  readonly clock: Clock;
  readonly sessions: SessionBook;
  readonly tally = new Tally();
  readonly starts: SessionStarts;
  readonly greeter: Greeter;
  readonly heartbeatIntervalMs: number;
  /** Shards whose heartbeats are not acknowledged. */
  readonly mutedShards = new Set<number>();
  /** How new connections are turned away, `null` while they are welcome. */
  refusal: 'refused' | 'http503' | null = null;
  private readonly server = new WebSocketServer({ noServer: true, maxPayload: FRAME_LIMIT });
  private readonly latency: Latency;

  constructor(
    private readonly world: World,
    credentials: Credentials,
    options: GatewayOptions,
  ) {
    this.clock = world.clock;
    this.sessions = new SessionBook(this.clock);
    this.heartbeatIntervalMs = Math.ceil(this.clock.span(options.heartbeatIntervalMs));
    this.latency = options.latency;
    this.starts = new SessionStarts(options.maxConcurrency, this.clock);
    const { sessions, starts, tally } = this;
    this.greeter = new Greeter(world, credentials, { sessions, starts, tally });
    world.listen((happening) => this.tell(happening));
  }

  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const [rawPath = '/', rawQuery = ''] = (request.url ?? '/').split('?');
    const path = rawPath.replace(/(?<=.)\/+$/, '');
    const query = new URLSearchParams(rawQuery);
    socket.on('error', () => socket.destroy());
    if (this.refusal === 'refused') return void socket.destroy();
    if (this.refusal === 'http503') return turnAway(socket, '503 Service Unavailable');
    if (path !== GATEWAY_PATH && path !== RESUME_PATH) return turnAway(socket, '404 Not Found');
    // This Discord speaks JSON, and does not compress yet.
    const { encoding = 'json', compress } = Object.fromEntries(query);
    if (encoding !== 'json' || compress !== undefined) return turnAway(socket, '501 Not Implemented');
    this.server.handleUpgrade(request, socket, head, (ws) => this.open(ws, path, query.get('v')));
  }

  /** Sends an event to all sessions of its shard, connected or not; their intents decide. */
  tell(happening: Happening): void {
    for (const session of this.sessions.all()) {
      const { shardId, shardCount } = session.identity;
      const target = happening.guildId === null ? 0 : shardOf(happening.guildId, shardCount);
      if (target === shardId) session.tell(happening);
    }
  }

  stop(): void {
    for (const socket of this.server.clients) socket.terminate();
    this.server.close();
  }

  acknowledgeAfterMs({ session }: Connection): number | null {
    const shardId = session?.identity.shardId;
    if (shardId === undefined) return 0;
    return this.mutedShards.has(shardId) ? null : this.latency.heartbeatMs(shardId);
  }

  take(connection: Connection, op: number, data: unknown): void {
    const now = this.clock.now();
    if (op === OP.identify) return this.greeter.identify(connection, data, now);
    if (op === OP.resume) return this.greeter.resume(connection, data, now);
    const isKnown = op === OP.requestMembers || ignored.has(op);
    if (!isKnown) return connection.close(CLOSE.unknownOpcode);
    if (!connection.session) return connection.close(CLOSE.notAuthenticated);
    if (op === OP.requestMembers) this.answerMembers(connection, connection.session, data);
  }

  left(connection: Connection, code: number): void {
    const { session } = connection;
    if (!session) return;
    const isEnded = session.connection === connection && (code === 1000 || code === 1001);
    session.detach(connection, this.clock.now());
    if (isEnded) this.sessions.end(session);
  }

  private open(socket: WebSocket, path: string, version: string | null): void {
    this.tally.connections += 1;
    const connection = new Connection(socket, path, this);
    if (!VERSIONS.includes(version)) return connection.close(CLOSE.invalidVersion);
    connection.hello();
  }

  private answerMembers(connection: Connection, session: Session, data: unknown): void {
    const chunk = membersChunk(data, this.world, session.identity.intents);
    if (chunk === undefined) return connection.close(CLOSE.decodeError);
    // Not subject to the members intent: the client asked for it.
    if (chunk) session.tellOnce('GUILD_MEMBERS_CHUNK', chunk);
  }
}

function turnAway(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
