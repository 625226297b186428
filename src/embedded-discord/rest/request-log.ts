import type { NextFunction, Request, Response } from 'express';
import type { Clock } from '../clock.js';
import { InvalidRequests } from './invalid-requests.js';
import { type RouteTable, barePath, routeName } from './route-table.js';

/** Entries in the list of unsupported requests, and routes that are counted, at most. */
const KEPT = 1_000;

/** One request and what was answered, for whoever watches. */
export interface Answered {
  readonly method: string;
  /** Without `/api`, version and query, e.g. `/users/@me`. */
  readonly path: string;
  /** The route that answered, e.g. `GET /channels/:channel`; `null` when there is none. */
  readonly route: string | null;
  readonly status: number;
  /** The parsed body of the request, `null` without. */
  readonly asked: unknown;
  /** The JSON that was answered, `null` without. */
  readonly body: unknown;
  /** Milliseconds of our clock. */
  readonly tookMs: number;
}

/** How often a route was asked, and how it answered. */
export interface RouteCount {
  requests: number;
  /** By HTTP status, e.g. `{ 200: 4 }`. */
  readonly statuses: Record<number, number>;
}

/** Keeps count of all requests below /api, and tells observers of every answer. */
export class RequestLog {
  readonly invalid: InvalidRequests;
  /** Requests that no route was found for, e.g. `GET /voice/regions`: a client needed what we do not have. */
  readonly unsupported: string[] = [];
  /** By route, e.g. `GET /users/@me`. */
  readonly routes = new Map<string, RouteCount>();
  /** Requests without a User-Agent. Discord refuses them; we let them pass, because tools of today forget it. */
  withoutUserAgent = 0;
  /** Connections that sent something that is no HTTP. */
  malformed = 0;
  private readonly observers = new Set<(answered: Answered) => void>();

  constructor(
    private readonly table: RouteTable,
    clock: Clock,
  ) {
    this.invalid = new InvalidRequests(clock);
  }

  /** @returns ends the watching */
  observe(observer: (answered: Answered) => void): () => void {
    this.observers.add(observer);
    return () => void this.observers.delete(observer);
  }

  /** Goes before everything else that may answer. */
  follow(request: Request, response: Response, next: NextFunction): void {
    const { method, originalUrl, headers } = request;
    const startedAt = performance.now();
    if (!headers['user-agent']) this.withoutUserAgent += 1;
    let body: unknown = null;
    const json = response.json.bind(response);
    response.json = (value: unknown) => {
      body = value;
      return json(value);
    };
    response.once('finish', () => {
      const { statusCode: status } = response;
      const route = this.table.find(method, originalUrl);
      this.invalid.note(status, String(response.get('x-ratelimit-scope')));
      this.count(route ? routeName(route) : 'unknown', status);
      const about = { method, path: barePath(originalUrl), route: route ? routeName(route) : null };
      const asked: unknown = request.body ?? null;
      for (const tell of this.observers) tell({ ...about, asked, status, body, tookMs: performance.now() - startedAt });
    });
    next();
  }

  missing(method: string, path: string): void {
    if (this.unsupported.length < KEPT) this.unsupported.push(`${method} ${path}`);
  }

  /** Starts all counts again. */
  forget(): void {
    this.invalid.forget();
    this.unsupported.length = 0;
    this.routes.clear();
    this.withoutUserAgent = 0;
    this.malformed = 0;
  }

  private count(name: string, status: number): void {
    const count = this.routes.get(name) ?? { requests: 0, statuses: {} };
    this.routes.set(name, count);
    count.requests += 1;
    count.statuses[status] = (count.statuses[status] ?? 0) + 1;
  }
}
