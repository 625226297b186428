import type { RawData, WebSocket } from 'ws';
import type { Clock } from '../clock.js';
import { type Wire, asObject, parseJson } from '../wire.js';
import { CLOSE, OP, closeReason } from './opcodes.js';
import { TRACE } from './ready.js';
import type { Outlet, Session } from './session.js';

/** Bytes of one payload, and payloads in one minute: https://docs.discord.com/developers/events/gateway#sending-events */
const PAYLOAD_LIMIT = 4_096;
const SENDS_PER_MINUTE = 120;
const MINUTE_MS = 60_000;
/** A client that has not sent a heartbeat for this many intervals is gone. */
const PATIENCE = 1.5;

/** What a connection asks of the gateway behind it. */
export interface Desk {
  readonly clock: Clock;
  /** Milliseconds here, the factor of the clock included. */
  readonly heartbeatIntervalMs: number;
  /** Milliseconds to wait before acknowledging a heartbeat, `null` for never. */
  acknowledgeAfterMs(connection: Connection): number | null;
  /** Takes a payload that is no heartbeat. */
  take(connection: Connection, op: number, data: unknown): void;
  left(connection: Connection, code: number): void;
}

/** One WebSocket: frames, heartbeats and limits. Who speaks is the desk's matter. */
export class Connection implements Outlet {
  session: Session | null = null;
  private deadline: NodeJS.Timeout | null = null;
  private sentSince: { readonly at: number; count: number };

  constructor(
    private readonly socket: WebSocket,
    readonly path: string,
    private readonly desk: Desk,
  ) {
    this.sentSince = { at: desk.clock.now(), count: 0 };
    socket.on('message', (data) => this.receive(data));
    socket.on('close', (code) => this.leave(code));
    // A broken frame; `close` follows.
    socket.on('error', () => undefined);
  }

  hello(): void {
    this.awaitHeartbeat();
    this.send({ op: OP.hello, d: { heartbeat_interval: this.desk.heartbeatIntervalMs, _trace: TRACE } });
  }

  send(payload: unknown): void {
    if (this.socket.readyState !== this.socket.OPEN) return;
    this.socket.send(JSON.stringify({ t: null, s: null, ...asObject(payload) }));
  }

  close(code: number): void {
    // At once, not when the client answers: its code then says nothing about what it wants.
    this.session?.detach(this, this.desk.clock.now());
    if (this.deadline) clearTimeout(this.deadline);
    this.socket.close(code, closeReason(code));
  }

  terminate(): void {
    this.session?.detach(this, this.desk.clock.now());
    this.socket.terminate();
  }

  private receive(data: RawData): void {
    if (this.socket.readyState !== this.socket.OPEN) return;
    const text = Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data as Buffer);
    if (text.byteLength > PAYLOAD_LIMIT) return this.close(CLOSE.decodeError);
    if (this.isTooMuch(this.desk.clock.now())) return this.close(CLOSE.rateLimited);
    const payload = asObject(parseJson(text.toString('utf8')));
    if (!payload || typeof payload['op'] !== 'number') return this.close(CLOSE.decodeError);
    this.handle(payload['op'], payload);
  }

  private handle(op: number, payload: Wire): void {
    if (op === OP.heartbeat) return this.acknowledge();
    this.desk.take(this, op, payload['d']);
  }

  private acknowledge(): void {
    this.awaitHeartbeat();
    if (this.session) this.session.lastHeartbeatAt = this.desk.clock.now();
    const delayMs = this.desk.acknowledgeAfterMs(this);
    if (delayMs === null) return;
    if (delayMs === 0) return this.send({ op: OP.heartbeatAck });
    setTimeout(() => this.send({ op: OP.heartbeatAck }), delayMs).unref();
  }

  private awaitHeartbeat(): void {
    if (this.deadline) clearTimeout(this.deadline);
    const patienceMs = this.desk.heartbeatIntervalMs * PATIENCE;
    this.deadline = setTimeout(() => this.close(CLOSE.unknownError), patienceMs).unref();
  }

  private isTooMuch(now: number): boolean {
    if (now - this.sentSince.at >= this.desk.clock.span(MINUTE_MS)) this.sentSince = { at: now, count: 0 };
    this.sentSince.count += 1;
    return this.sentSince.count > SENDS_PER_MINUTE;
  }

  private leave(code: number): void {
    if (this.deadline) clearTimeout(this.deadline);
    this.desk.left(this, code);
  }
}
