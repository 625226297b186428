import { now } from '../../bus/now.js';
import { type Limits, span } from '../../model/limits.js';
import type { InvalidRequests } from './invalid-requests.js';
import { RequestHeld } from './request-held.js';
import type { RequestRoute } from './request-route.js';

/** Milliseconds over which we count for ourselves; Discord counts over ten minutes, up to 10,000. */
const WINDOW_MS = 60_000;
/** Invalid requests (401, 403, 429) that leave this process in one window, whatever the code above does. */
const MOST = 50;
/** How many of them are left to the first answers to interactions: those cannot wait. */
const FOR_CALLBACKS = 10;
/** One route alone is stopped sooner, so that its trouble is not everybody's. */
const MOST_OF_ONE_ROUTE = 25;
/** Requests that wait here at most; more are refused at once. */
const MOST_WAITING = 1_000;

const TOO_MANY = 'too many requests of the last minute were refused';

/** Until when a request may wait here (epoch milliseconds), and who may give it up before. */
export interface Wait {
  readonly until: number;
  readonly signal: AbortSignal;
}

/**
 * Decides when a request may leave. Every request on its way could come back invalid, so those count too: that is also why no
 * more than 50 are on their way at a time.
 */
export class Brake {
  /** Requests that were sent and are not answered. */
  inFlight = 0;
  private readonly windowMs: number;
  private shutOutUntil = 0;
  private why = '';
  /** After a time without requests one goes alone, to see whether we are let in again. */
  private isProbing = false;
  private readonly waiting = new Set<() => void>();

  constructor(
    private readonly invalid: InvalidRequests,
    limits: Pick<Limits, 'timeFactor'>,
  ) {
    this.windowMs = span(WINDOW_MS, limits);
  }

  /**
   * Resolves when this request may leave; from then on it is on its way, until `back`.
   *
   * @throws {RequestHeld} when that would be too late; the signal's reason when the caller has given up
   */
  async pass(route: RequestRoute, { until, signal }: Wait): Promise<void> {
    for (let at = now(); !this.mayLeave(route, at); at = now()) {
      const closedUntil = this.closedUntil(route, at);
      if (at >= until || closedUntil > until || this.waiting.size >= MOST_WAITING) {
        throw new RequestHeld(Math.max(closedUntil, at), this.reason(at));
      }
      await this.change(Math.min(until, closedUntil > at ? closedUntil : until) - at, signal);
      signal.throwIfAborted();
    }
    this.inFlight += 1;
  }

  /** A request has its answer, or will never have one. */
  back({ isWelcome }: { readonly isWelcome: boolean }): void {
    this.inFlight -= 1;
    if (isWelcome) this.isProbing = false;
    for (const wake of [...this.waiting]) wake();
  }

  /** Nothing leaves before `until`, epoch milliseconds. */
  shutOut(until: number, why: string): void {
    this.shutOutUntil = Math.max(this.shutOutUntil, until);
    this.why = why;
    this.isProbing = true;
  }

  /** Epoch milliseconds until which requests are held back, and why; `null` when none are. Being on their way holds up none. */
  held(at: number): { readonly until: number; readonly why: string } | null {
    const recent = this.recent(at);
    const routes = new Set(recent.map(({ route }) => route));
    const until = Math.max(
      this.shutOutUntil,
      this.below(MOST - FOR_CALLBACKS, recent),
      ...[...routes].map((label) => this.below(MOST_OF_ONE_ROUTE, ofRoute(label, recent))),
    );
    return until > at ? { until, why: this.reason(at) } : null;
  }

  private mayLeave(route: RequestRoute, at: number): boolean {
    if (this.closedUntil(route, at) > at) return false;
    if (this.isProbing) return this.inFlight === 0;
    return this.recent(at).length + this.inFlight < mostFor(route);
  }

  /** When there is room again, apart from requests on their way; in the past when there is. */
  private closedUntil(route: RequestRoute, at: number): number {
    const recent = this.recent(at);
    const ofItself = route.kind === 'callback' ? 0 : this.below(MOST_OF_ONE_ROUTE, ofRoute(route.label, recent));
    return Math.max(this.shutOutUntil, this.below(mostFor(route), recent), ofItself);
  }

  /** When fewer than `limit` of them are left in the window. */
  private below(limit: number, recent: ReturnType<InvalidRequests['since']>): number {
    return (recent.at(-limit)?.at ?? -Infinity) + this.windowMs;
  }

  private recent(at: number): ReturnType<InvalidRequests['since']> {
    return this.invalid.since(at - this.windowMs);
  }

  private reason(at: number): string {
    return this.shutOutUntil > at ? this.why : TOO_MANY;
  }

  /** Resolves when a request has come back or this one is given up, after `ms` at the latest. */
  private change(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', wake);
        this.waiting.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, Math.ceil(ms)).unref();
      signal.addEventListener('abort', wake);
      this.waiting.add(wake);
    });
  }
}

function mostFor({ kind }: RequestRoute): number {
  return kind === 'callback' ? MOST : MOST - FOR_CALLBACKS;
}

function ofRoute(label: string, recent: ReturnType<InvalidRequests['since']>): ReturnType<InvalidRequests['since']> {
  return recent.filter(({ route }) => route === label);
}
