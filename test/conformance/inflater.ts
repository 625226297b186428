import type { Transform } from 'node:stream';
import * as zlib from 'node:zlib';

/** Every message of a zlib stream ends so: https://docs.discord.com/developers/events/gateway#transport-compression */
const END = '0000ffff';

/** Whether this Node can compress by zstd: it came with 22.15. */
export const hasZstd = 'createZstdDecompress' in zlib;

/** The client's end of a compressed stream: one context over all messages. */
export class Inflater {
  private readonly inflate: Transform;
  private parts: Buffer[] = [];
  private before: Promise<unknown> = Promise.resolve();

  constructor(private readonly kind: 'zlib' | 'zstd' = 'zlib') {
    const { createZstdDecompress } = zlib as unknown as { createZstdDecompress: () => Transform };
    this.inflate = kind === 'zstd' ? createZstdDecompress() : zlib.createInflate();
    this.inflate.on('data', (part: Buffer) => this.parts.push(part));
  }

  /** The text of the next message; rejects when it does not end as it must. */
  text(message: Buffer): Promise<string> {
    const text = this.before.then(() => this.next(message));
    this.before = text.catch(() => undefined);
    return text;
  }

  private next(message: Buffer): Promise<string> {
    const end = message.subarray(-4).toString('hex');
    if (this.kind === 'zlib' && end !== END) return Promise.reject(new Error(`A message ends with ${end}`));
    return new Promise((resolve, reject) => {
      this.inflate.once('error', reject);
      this.inflate.write(message, () => {
        this.inflate.off('error', reject);
        resolve(Buffer.concat(this.parts.splice(0)).toString('utf8'));
      });
    });
  }
}
