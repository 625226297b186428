import type { Duplex } from 'node:stream';
import { Socket } from 'node:net';
import type { RawData, WebSocket } from 'ws';
import { Line, type LineTools } from '../faults/line.js';
import { type Wire, asObject, parseJson } from '../wire.js';
import { type Frames, type Send, PayloadFrames, TextFrames, framesFor } from './frames.js';
import { type HeartbeatDesk, Heartbeats } from './heartbeats.js';
import { CLOSE, OP, closeReason } from './opcodes.js';
import { TRACE } from './ready.js';
import { SendLimit } from './send-limit.js';
import type { Dispatch, Outlet, Session } from './session.js';

/** Bytes of one payload: https://docs.discord.com/developers/events/gateway#sending-events */
const PAYLOAD_LIMIT = 4_096;
/** Bytes that may wait for a client; one that reads so little is cut off. */
const SLOWEST_BYTES = 33_554_432;
/** What a connection ends with that was cut without a close frame: RFC 6455, section 7.4.1. */
const CUT = 1006;

/** What a connection asks of the gateway behind it. */
export interface Desk extends LineTools, HeartbeatDesk {
  /** Takes a payload that is no heartbeat. */
  take(connection: Connection, op: number, data: unknown): void;
  left(connection: Connection, code: number): void;
}

/** How the client came. */
export interface Arrival {
  readonly path: string;
  /** What it wrote behind `compress=`. */
  readonly compress: string | null;
  readonly tcp: Duplex;
}

/** One WebSocket: frames, heartbeats and limits. Who speaks is the desk's matter. */
export class Connection implements Outlet {
  session: Session | null = null;
  readonly line: Line;
  silentSince: number | null = null;
  private frames: Frames;
  private isClosing = false;
  private readonly heartbeats: Heartbeats;
  private readonly sends: SendLimit;

  constructor(
    private readonly socket: WebSocket,
    private readonly arrival: Arrival,
    private readonly desk: Desk,
  ) {
    this.frames = framesFor(arrival.compress, this.put);
    this.line = new Line(desk);
    this.sends = new SendLimit(desk.clock);
    this.heartbeats = new Heartbeats(this, desk);
    socket.on('message', (data) => this.receive(data));
    socket.on('close', (code) => this.leave(code));
    // A frame that is no WebSocket frame, no UTF-8 or far too long; `close` follows.
    socket.on('error', () => (desk.tally.malformedFrames += 1));
  }

  hello(): void {
    this.heartbeats.await();
    this.send({ op: OP.hello, d: { heartbeat_interval: this.desk.heartbeatIntervalMs, _trace: TRACE } });
  }

  get path(): string {
    return this.arrival.path;
  }

  get unacknowledgedSince(): number | null {
    return this.heartbeats.unacknowledgedSince;
  }

  get backlogBytes(): number {
    return this.socket.bufferedAmount + this.frames.backlogBytes;
  }

  send(payload: Wire): void {
    this.carry({ op: payload['op'], t: null }, JSON.stringify({ t: null, s: null, ...payload }));
  }

  dispatch({ type, sequence, json }: Dispatch): void {
    this.carry({ op: OP.dispatch, t: type }, `{"t":"${type}","s":${sequence},"op":0,"d":${json}}`);
  }

  afterDispatches(action: () => void): void {
    this.line.afterDispatches(action);
  }

  /** Compresses each payload by itself from now on. Does nothing where the whole connection is compressed. */
  compressPayloads(): void {
    if (this.frames instanceof TextFrames) this.frames = new PayloadFrames(this.put);
  }

  /** Sends a frame as it is, also one that no client can read. */
  sendRaw(data: string | Buffer): void {
    if (typeof data === 'string') this.frames.write(data);
    else this.put(data);
  }

  close(code: number): void {
    // At once, not when the client answers: its code then says nothing about what it wants.
    this.session?.detach(this, this.desk.clock.now());
    this.heartbeats.stop();
    if (this.line.isHeld || this.isClosing) return;
    this.isClosing = true;
    this.desk.tally.ends('byServer', code);
    this.frames.afterwards(() => this.socket.close(code, closeReason(code)));
  }

  /** Cuts the connection with a TCP reset. */
  reset(): void {
    if (this.arrival.tcp instanceof Socket) this.arrival.tcp.resetAndDestroy();
    this.terminate();
  }

  /** While on, nothing is read, written or closed; afterwards what was to be closed meanwhile is. */
  hold(on: boolean): void {
    this.line.isHeld = on;
    this.silentSince = on ? (this.silentSince ?? Date.now()) : null;
    this.session?.whenServiceChanges();
    if (this.socket.readyState === this.socket.CLOSED) return;
    if (on) return this.socket.pause();
    this.socket.resume();
    if (this.session && this.session.connection !== this) this.terminate();
  }

  terminate(): void {
    this.session?.detach(this, this.desk.clock.now());
    if (!this.isClosing) this.desk.tally.ends('byServer', CUT);
    this.isClosing = true;
    this.socket.terminate();
  }

  private receive(data: RawData): void {
    if (this.socket.readyState !== this.socket.OPEN || this.isClosing) return;
    const text = Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data as Buffer);
    if (text.byteLength > PAYLOAD_LIMIT) return this.refuse();
    if (!this.sends.take()) return this.close(CLOSE.rateLimited);
    const shardId = this.session?.identity.shardId ?? null;
    this.line.note('in', shardId, text.toString('utf8'));
    const payload = asObject(parseJson(text.toString('utf8')));
    if (!payload || typeof payload['op'] !== 'number') return this.refuse();
    this.handle(payload['op'], payload);
  }

  /** Closes because what came makes no sense. */
  refuse(): void {
    this.desk.tally.malformedFrames += 1;
    this.close(CLOSE.decodeError);
  }

  private readonly put: Send = (message) => {
    if (this.socket.readyState === this.socket.OPEN) this.socket.send(message);
  };

  private carry(about: { readonly op: unknown; readonly t: string | null }, text: string): void {
    if (this.isClosing || this.socket.readyState !== this.socket.OPEN) return;
    if (this.backlogBytes > SLOWEST_BYTES) return this.terminate();
    this.line.carry({ ...about, text }, this.session, (whole) => this.frames.write(whole));
  }

  private handle(op: number, payload: Wire): void {
    if (op === OP.heartbeat) return this.heartbeats.take();
    this.desk.take(this, op, payload['d']);
  }

  private leave(code: number): void {
    this.heartbeats.stop();
    this.frames.stop();
    if (!this.isClosing) this.desk.tally.ends('byClient', code);
    this.desk.left(this, code);
  }
}
