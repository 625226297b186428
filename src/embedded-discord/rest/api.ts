import { STATUS_CODES } from 'node:http';
import express, { type Express, type NextFunction, type Request, type Response, Router } from 'express';
import { setTimeout as after } from 'node:timers/promises';
import type { Clock } from '../clock.js';
import type { Credentials } from '../credentials.js';
import { DiscordError, invalidVersion, notFound, unauthorized } from '../discord-error.js';
import type { Latency } from '../life/latency.js';
import { readBody } from './body.js';
import { RateLimits, type Ticket } from './rate-limits.js';
import { type Route, askedOf, checkIds } from './route.js';

/** Entries in the list of unsupported requests at most. */
const UNSUPPORTED_KEPT = 1_000;
const VERSIONED = ['/api/v9', '/api/v10', '/api'];

/** The REST side of Discord: versions, tokens, limits and errors. What is answered is in the routes. */
export class Api {
  readonly app: Express = express();
  /** Requests that no route was found for, e.g. `GET /voice/regions`: a client needed what we do not have. */
  readonly unsupported: string[] = [];
  private readonly limits: RateLimits;

  constructor(
    routes: readonly Route[],
    private readonly credentials: Credentials,
    private readonly latency: Latency,
    private readonly clock: Clock,
  ) {
    this.limits = new RateLimits(clock);
    this.app.disable('x-powered-by');
    this.app.disable('etag');
    this.app.use((_request, _response, next) => void this.delay(next));
    const router = Router({ caseSensitive: true });
    for (const route of routes) this.mount(router, route);
    this.app.use(VERSIONED, router);
    this.app.use('/api', (request: Request, response: Response) => this.miss(request, response));
    this.app.use((_request: Request, response: Response) => void response.status(404).type('text').send('Not Found\n'));
    this.app.use(answerError);
  }

  private async delay(next: NextFunction): Promise<void> {
    const waitMs = this.latency.restMs();
    if (waitMs > 0) await after(waitMs, undefined, { ref: false });
    next();
  }

  private mount(router: Router, route: Route): void {
    const limit = (request: Request, response: Response, next: NextFunction): void =>
      this.limit(route, { request, response, next });
    const authorize = (request: Request, _response: Response, next: NextFunction): void => {
      if (!route.isOpen && !this.isAuthorized(request)) throw unauthorized();
      next();
    };
    router[route.method](route.path, limit, authorize, readBody, (request, response) => {
      checkIds(request.params);
      const { status, body } = route.answer(askedOf(request));
      if (body === undefined) response.status(status).end();
      else response.status(status).json(body);
    });
  }

  private isAuthorized({ headers }: Request): boolean {
    const { authorization = '' } = headers;
    return authorization.startsWith('Bot ') && this.credentials.accept(authorization);
  }

  private limit(
    route: Route,
    { request, response, next }: { request: Request; response: Response; next: NextFunction },
  ): void {
    const now = this.clock.now();
    const { channel, guild, token } = request.params as Record<string, string | undefined>;
    const name = `${route.method.toUpperCase()} ${route.path}`;
    const ticket = this.limits.take(name, channel ?? guild ?? token ?? '', now);
    // Interactions do not count against the bot's 50 requests in one second.
    const global = route.isOpen ? null : this.limits.takeGlobal(now);
    writeHeaders(response, ticket);
    if (global && !global.isAllowed) return refuse(response, global, true);
    if (!ticket.isAllowed) return refuse(response, ticket, false);
    next();
  }

  private miss({ method, path }: Request, response: Response): never {
    const version = /^\/v(\d+)(?=\/|$)/.exec(path);
    if (version && version[1] !== '9' && version[1] !== '10') throw invalidVersion();
    writeHeaders(response, this.limits.take('unknown', '', this.clock.now()));
    if (this.unsupported.length < UNSUPPORTED_KEPT)
      this.unsupported.push(`${method} ${path.slice(version?.[0].length ?? 0)}`);
    throw notFound();
  }
}

function writeHeaders(response: Response, { limit, remaining, resetAt, resetAfter, bucket }: Ticket): void {
  response.set({
    'X-RateLimit-Limit': String(limit),
    'X-RateLimit-Remaining': String(remaining),
    'X-RateLimit-Reset': resetAt.toFixed(3),
    'X-RateLimit-Reset-After': resetAfter.toFixed(3),
    'X-RateLimit-Bucket': bucket,
  });
}

function refuse(response: Response, { resetAfter }: Ticket, isGlobal: boolean): void {
  response.set({ 'Retry-After': String(Math.ceil(resetAfter)), 'X-RateLimit-Scope': isGlobal ? 'global' : 'user' });
  if (isGlobal) response.set('X-RateLimit-Global', 'true');
  const body = { message: 'You are being rate limited.', retry_after: resetAfter, global: isGlobal };
  response.status(429).json(body);
}

/** Express knows an error handler by its four parameters. */
// eslint-disable-next-line no-restricted-syntax
function answerError(error: unknown, _request: Request, response: Response, next: NextFunction): void {
  if (response.headersSent) return next(error);
  if (error instanceof DiscordError) return void response.status(error.status).json(error.body);
  const status = error instanceof URIError ? 400 : 500;
  response.status(status).json({ message: `${status}: ${STATUS_CODES[status]}`, code: 0 });
}
