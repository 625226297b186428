import { once } from 'node:events';
import type { Socket } from 'node:net';
import { inflateSync } from 'node:zlib';
import { WebSocket } from 'ws';
import type { EmbeddedDiscord } from '../../src/embedded-discord/embedded-discord.js';
import { Inflater, hasZstd } from './inflater.js';

export interface Frame {
  readonly op: number;
  readonly t: string | null;
  readonly s: number | null;
  readonly d: unknown;
}

/** A gateway client that does only what a test tells it: no heartbeats, no reconnecting. */
export class RawClient {
  readonly frames: Frame[] = [];
  /** The messages as they came. */
  readonly messages: { readonly data: Buffer; readonly isBinary: boolean }[] = [];
  /** Resolves with the code the server closed with. */
  readonly closed: Promise<number>;
  private readonly waiting = new Set<() => void>();

  constructor(
    private readonly socket: WebSocket,
    private readonly token: string,
    private readonly inflater: Inflater | null = null,
  ) {
    this.closed = new Promise((resolve) => socket.on('close', resolve));
    socket.on('error', () => undefined);
    socket.on('message', (data: Buffer, isBinary) => {
      this.messages.push({ data, isBinary });
      if (this.inflater) return void this.inflater.text(data).then((text) => this.read(text));
      this.read((isBinary ? inflateSync(data) : data).toString('utf8'));
    });
  }

  static connect({ gateway, token }: EmbeddedDiscord, address = `${gateway}?v=10&encoding=json`): RawClient {
    return new RawClient(new WebSocket(address), token, inflaterFor(address));
  }

  /** The first frame, of those that came and those that will, that is the one. */
  frame(isIt: (frame: Frame) => boolean): Promise<Frame> {
    return new Promise((resolve) => {
      const look = (): void => {
        const found = this.frames.find(isIt);
        if (!found) return;
        this.waiting.delete(look);
        resolve(found);
      };
      this.waiting.add(look);
      look();
    });
  }

  event(type: string): Promise<Frame> {
    return this.frame((frame) => frame.t === type);
  }

  op(op: number): Promise<Frame> {
    return this.frame((frame) => frame.op === op);
  }

  async send(op: number, d: unknown): Promise<void> {
    await this.sendText(JSON.stringify({ op, d }));
  }

  async sendText(text: string): Promise<void> {
    if (this.socket.readyState === WebSocket.CONNECTING) await once(this.socket, 'open');
    this.socket.send(text);
  }

  async identify(parts: object = {}): Promise<void> {
    await this.send(2, { token: this.token, properties: {}, intents: 1, ...parts });
  }

  /** Identifies and waits for READY; gives its `d`. */
  async ready(parts: object = {}): Promise<Record<string, unknown>> {
    await this.identify(parts);
    return (await this.event('READY')).d as Record<string, unknown>;
  }

  async resume(sessionId: unknown, seq: number): Promise<void> {
    await this.send(6, { token: this.token, session_id: sessionId, seq });
  }

  /** Sends bytes that need be no frame. */
  raw(bytes: Buffer): void {
    (this.socket as unknown as { readonly _socket: Socket })._socket.write(bytes);
  }

  close(code: number): void {
    this.socket.close(code);
  }

  /** Cuts the connection, as a dying network does. */
  drop(): void {
    this.socket.terminate();
  }

  private read(text: string): void {
    this.frames.push(JSON.parse(text) as Frame);
    for (const look of this.waiting) look();
  }

  get lastSequence(): number {
    return Math.max(0, ...this.frames.map(({ s }) => s ?? 0));
  }
}

function inflaterFor(address: string): Inflater | null {
  if (address.includes('compress=zlib-stream')) return new Inflater();
  return address.includes('compress=zstd-stream') && hasZstd ? new Inflater('zstd') : null;
}
