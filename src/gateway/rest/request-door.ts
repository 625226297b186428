import { Injectable } from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';
import { DefaultRestOptions, type RESTOptions } from 'discord.js';
import { Subject } from 'rxjs';
import { now } from '../../bus/now.js';
import { DiscordConnection } from '../../config/connection.js';
import { MonitorSettings } from '../../config/monitor.settings.js';
import { Unavailable } from '../../model/errors.js';
import { span } from '../../model/limits.js';
import {
  type Answer,
  type Answered,
  type Refused,
  type Send,
  drain,
  isDeferral,
  isShutOut,
  retryAfterMs,
  withBodyWatched,
  withCodeWatched,
} from './answer.js';
import { Brake } from './brake.js';
import { type Patience, patienceFor, repeatAfterMs } from './patience.js';
import { RequestHeld } from './request-held.js';
import { type RequestRoute, requestRoute } from './request-route.js';
import { RestMeter } from './rest-meter.js';

/** Milliseconds. Cloudflare, or a 429 that does not say how long it lasts: then we wait so long. */
const UNSAID_MS = 60_000;
/** Milliseconds between two parts of an answer's body. */
const BODY_WITHIN_MS = 15_000;
/** Milliseconds, the longest a timer can be: discord.js must not end what the door ends itself. */
const NEVER_MS = 2_147_483_647;

type Init = Parameters<Send>[1];

/** What one request carries on its way through the door. */
interface Passage {
  readonly url: string;
  readonly init: Init;
  readonly route: RequestRoute;
  readonly patience: Patience;
  /** Epoch milliseconds at which nobody waits for it any more. */
  readonly until: number;
  readonly signal: AbortSignal;
}

/**
 * Every request to Discord's REST API leaves through here. It measures, gives up in time, repeats what may be repeated, and
 * lets nothing out while Discord has had enough of us. discord.js keeps what it does well: queues and rate limits.
 */
@Injectable()
export class RequestDoor {
  /** Every request that goes out. */
  readonly sent$ = new Subject<RequestRoute>();
  /** Every request that Discord refused with a code of its own. */
  readonly refused$ = new Subject<Refused>();
  /** Every request that went out, as soon as it is known what became of it. */
  readonly answered$ = new Subject<Answered>();
  readonly brake: Brake;

  constructor(
    readonly meter: RestMeter,
    private readonly connection: DiscordConnection,
    private readonly limits: MonitorSettings,
  ) {
    this.brake = new Brake(meter.invalid, limits);
  }

  /** For discord.js's REST: all of its requests go through the door, which alone repeats them and ends them. */
  restOptions(wished: Partial<Patience> = {}): Pick<RESTOptions, 'makeRequest' | 'retries' | 'timeout'> {
    return { makeRequest: (url, init) => this.request(url, init, wished), retries: 0, timeout: NEVER_MS };
  }

  routeOf(method: string, url: string): RequestRoute {
    return requestRoute(method, url, this.connection.apiUrl);
  }

  /**
   * Sends a request, again where that helps.
   *
   * @throws {RequestHeld} when it could not be sent, or Cloudflare answered
   * @throws {Unavailable} when no answer came in time; the system's error when the connection failed
   */
  async request(url: string, init: Init, wished: Partial<Patience> = {}): Promise<Answer> {
    const route = this.routeOf(init.method ?? 'GET', url);
    const patience = patienceFor(route, wished);
    const signal = init.signal ?? new AbortController().signal;
    const passage: Passage = { url, init, route, patience, until: now() + patience.inAllMs, signal };
    for (let attempt = 1; ; attempt++) {
      signal.throwIfAborted();
      await this.brake.pass(route, passage);
      const result = await this.send(passage);
      const pauseMs = signal.aborted ? null : this.pauseMs(passage, result, attempt);
      if (pauseMs === null) return this.whole(result, route);
      if (!(result instanceof Error) && result.status === 429) this.meter.waited(pauseMs);
      await sleep(pauseMs, undefined, { signal });
    }
  }

  /** @returns `null` when it is not sent again */
  private pauseMs({ route, patience, until }: Passage, result: Answer | Error, attempt: number): number | null {
    if (attempt >= patience.attempts) return null;
    const afterMs = repeatAfterMs({ route, result, attempt });
    const isAsked = !(result instanceof Error) && result.status === 429;
    const pauseMs = afterMs === null || isAsked ? afterMs : span(afterMs, this.limits);
    return pauseMs === null || now() + pauseMs >= until ? null : pauseMs;
  }

  private async send(passage: Passage): Promise<Answer | Error> {
    const { route, signal } = passage;
    const sentAt = now();
    this.meter.sent(route, sentAt);
    this.sent$.next(route);
    const result = await exchange(passage, sentAt);
    const endedAt = now();
    const isFailure = result instanceof Error ? !signal.aborted : result.status >= 500;
    if (isFailure) this.meter.failed(endedAt, { wasAnswered: !(result instanceof Error) });
    const head = result instanceof Error ? null : result;
    this.ended({ route, sentAt, endedAt, head, isDeferral: isDeferral(route, passage.init.body) });
    if (result instanceof Error) return result;
    if (result.status === 429 || result.status >= 500) drain(result);
    const answer = withBodyWatched(result, () => this.meter.failed(now(), { wasAnswered: true }));
    return answer.status < 400 ? answer : withCodeWatched(answer, (code) => this.refused$.next({ route, code }));
  }

  private ended(answered: Answered): void {
    const { head, endedAt } = answered;
    const isTurnedAway = head !== null && isShutOut(head);
    if (isTurnedAway) {
      const until = endedAt + (retryAfterMs(head) ?? span(UNSAID_MS, this.limits));
      this.brake.shutOut(until, `it turns this address away (HTTP ${head.status})`);
    }
    this.meter.answered(answered);
    this.brake.back({ isWelcome: head !== null && !isTurnedAway });
    this.answered$.next(answered);
  }

  /** What discord.js gets in the end; what it would repeat without end becomes an error. */
  private whole(result: Answer | Error, { kind, label }: RequestRoute): Answer {
    if (result instanceof Error) throw result;
    const held = isShutOut(result) && this.brake.held(now());
    if (held) throw new RequestHeld(held.until, held.why, result.status);
    if (kind === 'callback' && result.status === 429) {
      throw new Unavailable(`Discord's API (${label} is rate limited for longer than an interaction lasts)`);
    }
    return result;
  }
}

/** Sends and waits for the head of the answer, or for what went wrong. Never rejects. */
async function exchange(
  { url, init, route, patience, until, signal }: Passage,
  sentAt: number,
): Promise<Answer | Error> {
  const stop = new AbortController();
  const withinMs = Math.min(patience.answerWithinMs, until - sentAt);
  const timer = setTimeout(() => stop.abort(tooLate(route, withinMs)), withinMs);
  signal.addEventListener('abort', () => stop.abort(signal.reason), { once: true });
  const options = { ...init, signal: stop.signal, bodyTimeout: BODY_WITHIN_MS };
  try {
    return await DefaultRestOptions.makeRequest(url, options);
  } catch (error) {
    return error instanceof Error ? error : new Unavailable("Discord's API", error);
  } finally {
    clearTimeout(timer);
  }
}

function tooLate({ label }: RequestRoute, withinMs: number): Unavailable {
  return new Unavailable(`Discord's API (${label} timed out after ${Math.round(withinMs)} ms)`);
}
