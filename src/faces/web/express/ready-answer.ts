import type { Request, Response } from 'express';
import { createHash } from 'node:crypto';
import type { OutgoingHttpHeaders } from 'node:http';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

/** The smallest first: browsers take them all alike. */
const ENCODINGS = ['br', 'gzip', 'identity'] as const;
/** Of 11: done once for all readers of a second. */
const BROTLI_QUALITY = 5;

type Encoding = (typeof ENCODINGS)[number];

interface Encoded {
  readonly headers: OutgoingHttpHeaders;
  readonly body: Buffer;
}

/** An answer with its headers as it goes out, hashed once, and compressed once in each way that somebody asks for. */
export class ReadyAnswer {
  private readonly body: Buffer;
  private readonly etag: string;
  private readonly headers: OutgoingHttpHeaders;
  private readonly encoded: Partial<Record<Encoding, Encoded>> = {};

  /** @param headers what every answer has */
  constructor(
    text: string,
    private readonly type: string,
    headers: OutgoingHttpHeaders,
  ) {
    this.body = Buffer.from(text);
    this.etag = `W/"${createHash('sha1').update(this.body).digest('base64url')}"`;
    this.headers = { ...headers, 'Cache-Control': 'no-cache', ETag: this.etag, Vary: 'Accept-Encoding' };
  }

  send(request: Request, response: Response): void {
    if (this.isKnownTo(request, response)) {
      response.writeHead(304, this.headers).end();
      return;
    }
    const encoding = ENCODINGS.find((one) => request.acceptsEncodings(one)) ?? 'identity';
    const { headers, body } = (this.encoded[encoding] ??= this.encode(encoding));
    response.writeHead(200, headers).end(body);
  }

  private isKnownTo(request: Request, response: Response): boolean {
    if (request.headers['if-none-match'] === undefined) return false;
    response.setHeader('ETag', this.etag); // Express compares it
    return request.fresh;
  }

  private encode(encoding: Encoding): Encoded {
    const body = compressed(this.body, encoding);
    const headers = { ...this.headers, 'Content-Type': this.type, 'Content-Length': body.length };
    return { body, headers: encoding === 'identity' ? headers : { ...headers, 'Content-Encoding': encoding } };
  }
}

function compressed(body: Buffer, encoding: Encoding): Buffer {
  if (encoding === 'identity') return body;
  if (encoding === 'gzip') return gzipSync(body);
  return brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } });
}
