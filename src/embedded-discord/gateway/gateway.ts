import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { Clock } from '../clock.js';
import type { Transcript } from '../control/transcript.js';
import type { Credentials } from '../credentials.js';
import { isDeaf } from '../faults/deafness.js';
import { isMet } from '../faults/reception.js';
import type { StandingFaults } from '../faults/standing-faults.js';
import { isTurnedAway, means } from '../faults/turn-away.js';
import type { Latency } from '../life/latency.js';
import type { Happening } from '../world/happening.js';
import type { World } from '../world/world.js';
import { Attempts } from './attempts.js';
import { Connection, type Desk } from './connection.js';
import { entranceAt } from './entrance.js';
import { Greeter } from './greeter.js';
import { CLOSE, OP } from './opcodes.js';
import { Requests } from './requests.js';
import type { Session } from './session.js';
import { SessionBook } from './session-book.js';
import { SessionStarts } from './session-starts.js';
import { Tally } from './tally.js';
import { Telling } from './telling.js';
import { Truth } from './truth.js';

/** The newest API version and the one before it. */
const VERSIONS: readonly (string | null)[] = ['10', '9', null];
/** A frame longer than this is not even read; one beyond Discord's 4,096 bytes is answered with 4002. */
const FRAME_LIMIT = 1_048_576;

export interface GatewayOptions {
  readonly heartbeatIntervalMs: number;
  /** Milliseconds for which a session without a connection can be resumed. */
  readonly sessionLifeMs: number;
  readonly maxConcurrency: number;
  /** Shards that are recommended. */
  readonly shards: number;
  readonly latency: Latency;
  readonly faults: StandingFaults;
  readonly transcript: Transcript;
}

/** The WebSocket side of Discord: https://docs.discord.com/developers/events/gateway */
export class Gateway implements Desk {
  readonly clock: Clock;
  readonly sessions: SessionBook;
  readonly tally = new Tally();
  readonly attempts: Attempts;
  readonly truth: Truth;
  readonly starts: SessionStarts;
  readonly greeter: Greeter;
  readonly heartbeatIntervalMs: number;
  readonly faults: StandingFaults;
  readonly transcript: Transcript;
  private readonly server = new WebSocketServer({ noServer: true, maxPayload: FRAME_LIMIT });
  private readonly latency: Latency;
  private readonly requests: Requests;

  constructor(world: World, credentials: Credentials, options: GatewayOptions) {
    this.clock = world.clock;
    this.sessions = new SessionBook(this.clock, options.sessionLifeMs);
    this.attempts = new Attempts(this.sessions);
    this.heartbeatIntervalMs = Math.ceil(this.clock.span(options.heartbeatIntervalMs));
    this.latency = options.latency;
    this.faults = options.faults;
    this.transcript = options.transcript;
    this.truth = new Truth(this.sessions, this.faults, options.shards);
    this.starts = new SessionStarts(options.maxConcurrency, this.clock);
    const { sessions, starts, tally, faults } = this;
    this.greeter = new Greeter(world, credentials, { sessions, starts, tally, faults });
    this.requests = new Requests(world, sessions, tally);
    world.listen((happening) => this.tell(happening));
  }

  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const [rawPath = '/', rawQuery = ''] = (request.url ?? '/').split('?');
    const path = rawPath.replace(/(?<=.)\/+$/, '');
    const query = new URLSearchParams(rawQuery);
    const entrance = entranceAt(path);
    this.attempts.upgrades.note(entrance, this.clock.now());
    socket.on('error', () => socket.destroy());
    if (isTurnedAway(this.faults, entrance, socket)) return;
    if (!entrance) return turnAway(socket, '404 Not Found');
    const encoding = query.get('encoding') ?? 'json';
    if (encoding !== 'json') return turnAway(socket, '501 Not Implemented', 'This gateway speaks encoding=json only');
    this.server.handleUpgrade(request, socket, head, (ws) => {
      const arrival = { path, compress: query.get('compress'), tcp: socket };
      this.open(new Connection(ws, arrival, this), query.get('v'));
    });
  }

  /** Sends an event to all sessions of its shard, connected or not; their intents decide. */
  tell(happening: Happening): void {
    const sessions = this.sessions.serving(happening.guildId);
    if (sessions.length === 0) return;
    const telling = new Telling(happening);
    for (const session of sessions) session.tell(happening, telling);
  }

  stop(): void {
    for (const socket of this.server.clients) socket.terminate();
    this.server.close();
  }

  acknowledgeAfterMs(session: Session | null): number | null {
    const shardId = session?.identity.shardId;
    if (shardId === undefined) return 0;
    return this.faults.take('ws.noAck', { shardId }) ? null : this.latency.heartbeatMs(shardId);
  }

  take(connection: Connection, op: number, data: unknown): void {
    const now = this.clock.now();
    if (op === OP.identify) {
      this.attempts.identify(data, now);
      return this.greeter.identify(connection, data, now);
    }
    if (op === OP.resume) {
      this.attempts.resume(data, now);
      return this.greeter.resume(connection, data, now);
    }
    if (!this.requests.isKnown(op)) return connection.close(CLOSE.unknownOpcode);
    if (!connection.session) return connection.close(CLOSE.notAuthenticated);
    if (this.requests.isQuestion(op) && isDeaf(this.faults, connection.session)) return;
    if (!this.requests.answer(connection.session, op, data)) connection.refuse();
  }

  left(connection: Connection, code: number): void {
    const { session } = connection;
    if (!session) return;
    const isEnded = session.connection === connection && (code === 1000 || code === 1001);
    session.detach(connection, this.clock.now());
    if (isEnded) this.sessions.end(session);
  }

  private open(connection: Connection, version: string | null): void {
    this.tally.connections += 1;
    if (!VERSIONS.includes(version)) return connection.close(CLOSE.invalidVersion);
    if (this.faults.take('ws.muteHello', {}, means(entranceAt(connection.path)))) return connection.hold(true);
    if (isMet(this.faults, connection, { when: 'connect', shardId: null })) return;
    connection.hello();
  }
}

function turnAway(socket: Duplex, status: string, words = ''): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: ${words.length}\r\n\r\n${words}`);
}
