import type { DefaultRestOptions } from 'discord.js';
import type { RequestRoute } from './request-route.js';

/** What sends a request: discord.js's own way, which we put ourselves in front of. */
export type Send = (typeof DefaultRestOptions)['makeRequest'];
export type Answer = Awaited<ReturnType<Send>>;
/** As much of an answer as is there before its body. */
export type AnswerHead = Pick<Answer, 'status' | 'headers'>;

/** `{"type":5}`, also with flags: https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-response-object-interaction-callback-type */
const DEFERRAL = /^\{([^{}]*,)?"type":5[,}]/;

/** One request that has its answer, or never will. Times are epoch milliseconds by our clock. */
export interface Answered {
  readonly route: RequestRoute;
  readonly sentAt: number;
  /** When the head of the answer was there, or the attempt failed. */
  readonly endedAt: number;
  /** `null` when there was no answer. */
  readonly head: AnswerHead | null;
  /** Whether it told the user of a command no more than that the bot thinks. */
  readonly isDeferral: boolean;
}

/** A request that Discord understood and refused. */
export interface Refused {
  readonly route: RequestRoute;
  /** Discord's own: https://docs.discord.com/developers/topics/opcodes-and-status-codes#json */
  readonly code: number;
}

/** Milliseconds. No wait that somebody asks for is longer. */
const LONGEST_WAIT_MS = 24 * 3_600_000;

export function isDeferral({ kind }: RequestRoute, body: unknown): boolean {
  return kind === 'callback' && typeof body === 'string' && DEFERRAL.test(body);
}

/**
 * Whether Discord counts it against this address: https://docs.discord.com/developers/topics/rate-limits#invalid-request-limit-aka-cloudflare-bans
 */
export function isInvalid({ status, headers }: AnswerHead): boolean {
  if (status === 429) return headers.get('X-RateLimit-Scope') !== 'shared';
  return status === 401 || status === 403;
}

/**
 * Whether it is Cloudflare that turns us away, before Discord has heard of us; or a 429 that does not say for how long, which
 * discord.js would repeat at once, for ever.
 */
export function isShutOut(head: AnswerHead): boolean {
  if (head.status !== 429 && head.status !== 403) return false;
  const isPage = head.headers.get('Content-Type')?.startsWith('text/html') ?? false;
  return isPage || (head.status === 429 && retryAfterMs(head) === null);
}

/** Milliseconds that the answer asks us to wait, 0 to a day; `null` when it does not say so, or not so that it can be read. */
export function retryAfterMs({ headers }: AnswerHead): number | null {
  const text = headers.get('Retry-After')?.trim();
  if (!text) return null;
  const isDate = /^[A-Z][a-z]{2}, /.test(text);
  const ms = isDate ? Date.parse(text) - Date.now() : /^\d+(\.\d+)?$/.test(text) ? Number(text) * 1_000 : NaN;
  return Number.isNaN(ms) ? null : Math.min(LONGEST_WAIT_MS, Math.max(0, ms));
}

/**
 * Milliseconds that discord.js waits after a 429 without an event, because the limit lies within that of the route (renaming
 * a channel, for example); `null` when it does not.
 */
export function sublimitMs(head: AnswerHead): number | null {
  if (head.status !== 429 || isShutOut(head) || head.headers.has('X-RateLimit-Global')) return null;
  const isRouteFull =
    numberIn(head.headers, 'X-RateLimit-Remaining') === 0 && numberIn(head.headers, 'X-RateLimit-Reset-After');
  return isRouteFull ? null : retryAfterMs(head);
}

/** A header with a number of 0 or more; `null` without. */
export function numberIn(headers: AnswerHead['headers'], name: string): number | null {
  const text = headers.get(name);
  const value = text === null || text === '' ? NaN : Number(text);
  return Number.isFinite(value) && value >= 0 ? value : null;
}

/**
 * Reads what nobody else will: discord.js leaves the bodies of 429 and 5xx unread, and an unread body keeps its connection
 * busy until it is garbage.
 */
export function drain(answer: Answer): void {
  answer.arrayBuffer().catch(() => undefined); // that it failed is known already
}

/** Calls `onCode` with Discord's error code as soon as somebody reads it. */
export function withCodeWatched(answer: Answer, onCode: (code: number) => void): Answer {
  const read = answer.json.bind(answer);
  const json = async (): Promise<unknown> => {
    const body = await read();
    const code = (body as { readonly code?: unknown } | null)?.code;
    if (typeof code === 'number') onCode(code);
    return body;
  };
  return Object.assign(answer, { json });
}

/** Calls `onCut` when the body of an answer turns out to be no whole one. */
export function withBodyWatched(answer: Answer, onCut: () => void): Answer {
  const watched =
    <Body>(read: () => Promise<Body>) =>
    async (): Promise<Body> => {
      try {
        return await read();
      } catch (error) {
        onCut();
        throw error;
      }
    };
  return Object.assign(answer, {
    json: watched(answer.json.bind(answer)),
    arrayBuffer: watched(answer.arrayBuffer.bind(answer)),
  });
}
