import { ExpressAdapter } from '@nestjs/platform-express';
import type { Express } from 'express';
import { IncomingMessage, ServerResponse, createServer } from 'node:http';

/** Milliseconds. Whoever takes longer to send a request is not worth a socket. An answer may take as long as it wants. */
const HEADERS_WITHIN_MS = 10_000;
const REQUEST_WITHIN_MS = 30_000;
/** Milliseconds between two looks for those who take longer; Node's own 30 s would make of 10 s up to 40 s. */
const LOOK_FOR_SLOW_EVERY_MS = 1_000;
/** Milliseconds that requests in flight get to finish when the process stops. */
const FINISH_WITHIN_MS = 2_500;
/** Milliseconds between two looks for connections that have finished their last request. */
const LOOK_EVERY_MS = 50;

/**
 * Express on a server that makes requests and responses with Express's prototypes from the start.
 *
 * Express changes the prototype of every request and response, and V8 then forgets all it has learned about their
 * shape: most of the cost of a small request (https://github.com/expressjs/express/pull/5998). Where the prototype is
 * the right one already, that call does nothing. They must be classes: of plain constructors V8 misjudges the size, and
 * the cure is worse than the illness.
 */
export class FastExpressAdapter extends ExpressAdapter {
  /** @param timeFactor divides what a request may take, for tests */
  constructor(private readonly timeFactor = 1) {
    super();
  }

  override initHttpServer(): void {
    const app = this.getInstance<Express>();
    class ExpressRequest extends IncomingMessage {}
    class ExpressResponse extends ServerResponse {}
    app.request = inherits(ExpressRequest.prototype, app.request);
    app.response = inherits(ExpressResponse.prototype, app.response);
    const options = {
      IncomingMessage: ExpressRequest,
      ServerResponse: ExpressResponse,
      headersTimeout: HEADERS_WITHIN_MS / this.timeFactor,
      requestTimeout: REQUEST_WITHIN_MS / this.timeFactor,
      connectionsCheckingInterval: LOOK_FOR_SLOW_EVERY_MS / this.timeFactor,
    };
    this.httpServer = createServer(options, app);
  }

  /** Accepts nobody new, lets requests in flight finish for a while, then closes what is left. It cannot hang. */
  override async close(): Promise<void> {
    const server = this.httpServer;
    // A browser or a monitor keeps its connection for the next request, and would hold us up with it.
    const idle = setInterval(() => server.closeIdleConnections(), LOOK_EVERY_MS);
    const late = setTimeout(() => server.closeAllConnections(), FINISH_WITHIN_MS);
    await new Promise<void>((resolve) => server.close(() => resolve()));
    clearInterval(idle);
    clearTimeout(late);
  }
}

function inherits<Parent extends object>(prototype: object, parent: Parent): Parent {
  return Object.setPrototypeOf(prototype, parent) as Parent;
}
