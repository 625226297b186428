import type { MessageEvent } from '@nestjs/common';
import type { Response } from 'express';
import { bytesOf } from './event-bytes.js';
import { momentOfId } from './resume.js';

/** Bytes that may wait for a reader when there is more to say: beyond, it is cut off, and comes back when it can. */
export const MOST_WAITING = 256 * 1024;

const headers = {
  'Content-Type': 'text/event-stream',
  Connection: 'keep-alive',
  'Cache-Control': 'no-store, no-transform',
  // https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_buffering
  'X-Accel-Buffering': 'no',
};

/** Somebody who reads a stream. */
export class Reader {
  private isInTurn = false;

  /** @param heard what the reader has already, epoch milliseconds */
  constructor(
    private readonly response: Response,
    private readonly heard: number,
  ) {
    response.on('error', () => undefined); // what is still being written when a reader goes finds nobody
  }

  get hasBegun(): boolean {
    return this.response.headersSent;
  }

  begin(): void {
    const { socket } = this.response;
    socket?.setKeepAlive(true);
    socket?.setNoDelay(true);
    socket?.setTimeout(0);
    this.response.writeHead(200, headers);
    this.response.flushHeaders();
  }

  /** Sends an event, unless the reader has it already. */
  take(event: MessageEvent): void {
    if ((momentOfId(event.id) ?? Infinity) < this.heard || this.response.destroyed) return;
    if (!this.hasBegun) this.begin();
    if (!this.isInTurn && !this.beginTurn()) return;
    this.response.write(bytesOf(event));
  }

  end(): void {
    this.response.end();
  }

  cutOff(): void {
    this.response.destroy();
  }

  /** What comes together goes together: the first look at a page may be large, and is measured when the next one comes. */
  private beginTurn(): boolean {
    if (this.response.writableLength > MOST_WAITING) {
      this.cutOff();
      return false;
    }
    this.isInTurn = true;
    this.response.cork();
    process.nextTick(() => {
      this.isInTurn = false;
      this.response.uncork();
    });
    return true;
  }
}
