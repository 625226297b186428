import { once } from 'node:events';
import { type IncomingHttpHeaders, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What came in. */
export interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** How one request is answered; `hang` never answers, `cut` ends the connection without a word. */
export type Manner = number | 'hang' | 'cut' | ((response: ServerResponse) => void);

/** A receiver of webhooks on this machine. */
export class Receiver {
  readonly received: Received[] = [];
  /** How the next requests are answered, one after the other; then with `manner`. */
  next: Manner[] = [];
  manner: Manner = 204;
  private server = createServer();

  private constructor(readonly port: number) {}

  static async start(port = 0): Promise<Receiver> {
    const server = createServer().listen(port, '127.0.0.1');
    await once(server, 'listening');
    const receiver = new Receiver((server.address() as AddressInfo).port);
    receiver.take(server);
    return receiver;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}/hook`;
  }

  /** The bodies so far, read as JSON. */
  bodies<T = Record<string, unknown>>(): readonly T[] {
    return this.received.map(({ body }) => JSON.parse(body) as T);
  }

  /** Is gone: nobody listens there any more. */
  async leave(): Promise<void> {
    if (!this.server.listening) return;
    const closed = once(this.server, 'close');
    this.server.close();
    this.server.closeAllConnections();
    await closed;
  }

  /** Is there again, at the same address. */
  async comeBack(): Promise<void> {
    const server = createServer().listen(this.port, '127.0.0.1');
    await once(server, 'listening');
    this.take(server);
  }

  private take(server: typeof this.server): void {
    this.server = server;
    server.on('request', (request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        const { method = '', url: path = '', headers } = request;
        this.received.push({ method, path, headers, body });
        this.answer(response, this.next.shift() ?? this.manner);
      });
    });
  }

  private answer(response: ServerResponse, manner: Manner): void {
    if (typeof manner === 'function') return manner(response);
    if (manner === 'hang') return;
    if (manner === 'cut') return void response.destroy();
    response.writeHead(manner).end();
  }
}

/** Sends whoever asks to another address. */
export function redirectTo(location: string): Manner {
  return (response) => void response.writeHead(302, { location }).end();
}

/** HTTP 429. */
export function notBefore(seconds: number): Manner {
  return (response) => void response.writeHead(429, { 'retry-after': String(seconds) }).end();
}
