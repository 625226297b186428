import type { Socket } from 'node:net';
import type { ProxySettings } from './proxy-settings.js';

/** Bytes on their way above which nothing more is read. */
const MOST_WAITING = 1_048_576;
/** A throttled direction sends so many pieces in one second, so that it trickles and does not burst. */
const PIECES_PER_SECOND = 20;

/** One direction of one connection. */
export class OneWay {
  private readonly waiting: { readonly at: number; readonly bytes: Buffer }[] = [];
  private waitingBytes = 0;
  private freeAt = 0;
  private timer: NodeJS.Timeout | null = null;
  private isEnding = false;
  private isHeld = false;

  constructor(
    private readonly source: Socket,
    private readonly sink: Socket,
    private readonly settings: () => ProxySettings,
  ) {
    source.on('data', (bytes) => this.take(bytes));
    source.on('end', () => {
      this.isEnding = true;
      this.pump();
    });
  }

  /** While held nothing moves and nothing is lost. */
  hold(on: boolean): void {
    this.isHeld = on;
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    if (on) return void this.source.pause();
    this.pump();
  }

  private take(bytes: Buffer): void {
    const { latencyMs, jitterMs, bytesPerSecond } = this.settings();
    const now = performance.now();
    const step = bytesPerSecond === null ? bytes.length : Math.max(1, Math.ceil(bytesPerSecond / PIECES_PER_SECOND));
    const arrivesAt = now + latencyMs + Math.random() * jitterMs;
    for (let start = 0; start < bytes.length; start += step) {
      const piece = bytes.subarray(start, start + step);
      const costMs = bytesPerSecond === null ? 0 : (piece.length / bytesPerSecond) * 1_000;
      this.freeAt = Math.max(this.freeAt, arrivesAt) + costMs;
      this.waiting.push({ at: this.freeAt, bytes: piece });
    }
    this.waitingBytes += bytes.length;
    this.pump();
  }

  /** Writes what is due, and comes again for the rest. */
  private pump(): void {
    if (this.isHeld || this.timer) return;
    const now = performance.now();
    for (let first = this.waiting[0]; first && first.at <= now; first = this.waiting[0]) {
      this.waiting.shift();
      this.waitingBytes -= first.bytes.length;
      this.sink.write(first.bytes);
    }
    const isFull = this.waitingBytes > MOST_WAITING || this.sink.writableLength > MOST_WAITING;
    if (isFull) this.source.pause();
    else this.source.resume();
    const next = this.waiting[0];
    if (!next && this.isEnding) return void this.sink.end();
    if (!next && !isFull) return;
    const come = (): void => {
      this.timer = null;
      this.pump();
    };
    this.timer = setTimeout(come, next ? Math.max(1, next.at - now) : 10).unref();
  }
}
