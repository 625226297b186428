import { STATUS_CODES } from 'node:http';
import { setTimeout as after } from 'node:timers/promises';
import express, { type Express, type NextFunction, type Request, type Response, Router } from 'express';
import type { Clock } from '../clock.js';
import type { Credentials } from '../credentials.js';
import { DiscordError, invalidVersion, methodNotAllowed, notFound } from '../discord-error.js';
import type { Latency } from '../life/latency.js';
import type { GrantBook } from '../oauth2/grant-book.js';
import { Authorization } from './authorization.js';
import { readBody } from './body.js';
import { sendPlainJson } from './plain-json.js';
import { RateLimits } from './rate-limits.js';
import { ban, refuse, writeLimits } from './refusal.js';
import { RequestLog } from './request-log.js';
import { type Route, askedOf, checkIds } from './route.js';
import { RouteTable, barePath, routeName } from './route-table.js';

const VERSIONED = ['/api/v9', '/api/v10', '/api'];

/** Something that may answer a request, or let it go on. */
export type Handler = (request: Request, response: Response, next: NextFunction) => void;

/** What the REST side rests on. */
export interface ApiParts {
  readonly credentials: Credentials;
  readonly grants: GrantBook;
  readonly latency: Latency;
  readonly clock: Clock;
  /** Pages beside the API, each with the path it lies at. */
  readonly sites?: readonly (readonly [path: string, site: Router])[];
}

/** The REST side of Discord: versions, tokens, limits and errors. What is answered is in the routes. */
export class Api {
  readonly app: Express = express();
  readonly log: RequestLog;
  /** Comes before every route and every page of Discord's, once the request is counted: a fault may answer here instead. */
  intercept: Handler = (_request, _response, next) => next();
  /** Finds the route of a request, e.g. for a fault that is meant for one route only. */
  readonly table: RouteTable;
  private readonly limits: RateLimits;
  private readonly authorization: Authorization;

  constructor(
    routes: readonly Route[],
    private readonly parts: ApiParts,
  ) {
    const { clock, credentials, grants, sites = [] } = parts;
    this.limits = new RateLimits(clock);
    this.table = new RouteTable(routes);
    this.log = new RequestLog(this.table, clock);
    this.authorization = new Authorization(credentials, grants);
    this.app.disable('x-powered-by');
    this.app.disable('etag');
    sendPlainJson(this.app);
    this.app.use('/api', (request, response, next) => this.log.follow(request, response, next));
    this.app.use((request, response, next) => this.intercept(request, response, next));
    this.app.use('/api', (_request, response, next) => this.admit(response, next));
    for (const [path, site] of sites) this.app.use(path, site);
    this.app.use(VERSIONED, this.router(routes));
    this.app.use('/api', (request: Request, response: Response) => this.miss(request, response));
    this.app.use((_request: Request, response: Response) => void response.status(404).type('text').send('Not Found\n'));
    this.app.use(answerError);
  }

  /** Requests that no route was found for, e.g. `GET /voice/regions`: a client needed what we do not have. */
  get unsupported(): readonly string[] {
    return this.log.unsupported;
  }

  private router(routes: readonly Route[]): Router {
    const router = Router({ caseSensitive: true });
    for (const route of routes) {
      const limit: Handler = (request, response, next) => this.limit(route, { request, response, next });
      router[route.method](route.path, limit, (request, response, next) =>
        this.answer(route, { request, response, next }),
      );
    }
    return router;
  }

  private async admit(response: Response, next: NextFunction): Promise<void> {
    const bannedFor = this.log.invalid.bannedFor();
    if (bannedFor > 0) return ban(response, bannedFor);
    const waitMs = this.parts.latency.restMs();
    if (waitMs > 0) await after(waitMs, undefined, { ref: false });
    next();
  }

  private async answer(route: Route, { request, response }: Exchange): Promise<void> {
    const grant = this.authorization.check(request, route);
    await readBody(request);
    checkIds(request.params);
    const { status, body, headers = {} } = route.answer(askedOf(request, grant));
    response.set(headers).status(status);
    if (body === undefined) response.end();
    else response.json(body);
  }

  private limit(route: Route, { request, response, next }: Exchange): void {
    const now = this.parts.clock.now();
    // Without a token the 50 requests in one second are those of the address, of which there is only one here.
    const global = route.isUnlimited ? null : this.limits.takeGlobal(request.get('authorization') ?? '', now);
    if (global && !global.isAllowed) return refuse(response, 'global', global.resetAfter);
    const { channel, guild, token } = request.params as Record<string, string | undefined>;
    const ticket = this.limits.take(routeName(route), channel ?? guild ?? token ?? '', now);
    writeLimits(response, ticket);
    if (!ticket.isAllowed) return refuse(response, 'user', ticket.resetAfter);
    next();
  }

  private miss({ method, path }: Request, response: Response): never {
    const version = /^\/v(\d+)(?=\/|$)/.exec(path);
    writeLimits(response, this.limits.take('unknown', '', this.parts.clock.now()));
    if (version && version[1] !== '9' && version[1] !== '10') throw invalidVersion();
    this.log.missing(method, barePath(path));
    const methods = this.table.methods(path);
    if (methods.length === 0) throw notFound();
    response.set('Allow', methods.join(', '));
    throw methodNotAllowed();
  }
}

interface Exchange {
  readonly request: Request;
  readonly response: Response;
  readonly next: NextFunction;
}

/** Express knows an error handler by its four parameters. */
// eslint-disable-next-line no-restricted-syntax
function answerError(error: unknown, _request: Request, response: Response, next: NextFunction): void {
  if (response.headersSent) return next(error);
  if (error instanceof DiscordError) return void response.status(error.status).json(error.body);
  const status = error instanceof URIError ? 400 : 500;
  response.status(status).json({ message: `${status}: ${STATUS_CODES[status]}`, code: 0 });
}
