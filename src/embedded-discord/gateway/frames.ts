import type { Transform } from 'node:stream';
import * as zlib from 'node:zlib';

/** How one payload becomes one WebSocket message. Messages leave in the order they were written. */
export interface Frames {
  /** Bytes that wait to be compressed. */
  readonly backlogBytes: number;
  write(text: string): void;
  /** Runs an action when everything written before is out. */
  afterwards(action: () => void): void;
  /** Frees what compression holds. */
  stop(): void;
}

export type Send = (message: string | Buffer) => void;

/** Plain JSON text. */
export class TextFrames implements Frames {
  readonly backlogBytes = 0;

  constructor(private readonly send: Send) {}

  write(text: string): void {
    this.send(text);
  }

  afterwards(action: () => void): void {
    action();
  }

  stop(): void {
    // Nothing is held.
  }
}

/** Each payload a zlib stream of its own: https://docs.discord.com/developers/events/gateway#payload-compression */
export class PayloadFrames extends TextFrames {
  constructor(send: Send) {
    super((text) => send(zlib.deflateSync(text)));
  }
}

/**
 * One compression context over all payloads of a connection, flushed after each:
 * https://docs.discord.com/developers/events/gateway#transport-compression
 */
export class StreamFrames implements Frames {
  private parts: Buffer[] = [];
  private unfinished = 0;
  private waiting: (() => void)[] = [];

  /** @param compressor must flush on every write, as those of `transportOf` do */
  constructor(
    private readonly compressor: Transform,
    private readonly send: Send,
  ) {
    compressor.on('data', (part: Buffer) => this.parts.push(part));
    // The connection is going; what is unfinished dies with it.
    compressor.on('error', () => undefined);
  }

  get backlogBytes(): number {
    return this.compressor.writableLength;
  }

  write(text: string): void {
    this.unfinished += 1;
    // The compressor takes one write after the other, so what it gave since the last call belongs to this one.
    this.compressor.write(text, (error) => {
      if (!error) this.finish();
    });
  }

  afterwards(action: () => void): void {
    if (this.unfinished === 0) return action();
    this.waiting.push(action);
  }

  stop(): void {
    this.waiting = [];
    this.compressor.destroy();
  }

  private finish(): void {
    const message = Buffer.concat(this.parts);
    this.parts = [];
    this.unfinished -= 1;
    this.send(message);
    if (this.unfinished > 0) return;
    for (const action of this.waiting.splice(0)) action();
  }
}

interface Zstd {
  createZstdCompress(options: { flush: number }): Transform;
}

/** Output is taken in pieces of this many bytes: most payloads fit into one. */
const CHUNK = 32_768;

/** The frames for what a client wrote behind `compress=`; what we do not know, or this Node cannot do, is not compressed. */
export function framesFor(compress: string | null, send: Send): Frames {
  if (compress === 'zlib-stream') {
    const flush = zlib.constants.Z_SYNC_FLUSH;
    return new StreamFrames(zlib.createDeflate({ flush, chunkSize: CHUNK }), send);
  }
  if (compress === 'zstd-stream' && 'createZstdCompress' in zlib) {
    // Node 22.15 and later: https://nodejs.org/api/zlib.html#zlibcreatezstdcompressoptions
    const flush = (zlib.constants as unknown as { ZSTD_e_flush: number }).ZSTD_e_flush;
    return new StreamFrames((zlib as unknown as Zstd).createZstdCompress({ flush }), send);
  }
  return new TextFrames(send);
}
