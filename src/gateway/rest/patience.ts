import { type Answer, retryAfterMs } from './answer.js';
import type { RequestRoute } from './request-route.js';

/** How long to try for one request. */
export interface Patience {
  /** Milliseconds Discord has for one answer. */
  readonly answerWithinMs: number;
  /** Milliseconds for all attempts, pauses and holds together. */
  readonly inAllMs: number;
  /** Attempts at most, 1 or more. */
  readonly attempts: number;
}

/** What discord.js does by itself, but with pauses. */
const ORDINARY: Patience = { answerWithinMs: 15_000, inAllMs: 60_000, attempts: 4 };
/** What follows an answer to an interaction, which somebody looks at and waits for. */
const WEBHOOK: Patience = { answerWithinMs: 10_000, inAllMs: 30_000, attempts: 4 };
/** Discord gives 3 seconds from its own sending to its hearing of us; what comes later helps nobody. Never divided. */
const CALLBACK: Patience = { answerWithinMs: 2_500, inAllMs: 2_500, attempts: 4 };

/** Milliseconds of the pause after the first attempt; each doubles the one before. */
const FIRST_PAUSE_MS = 500;
/** Up to this share is added by chance, so that what failed together does not come back together. */
const JITTER = 0.2;

/** Errors that come before anything was sent: who tries again does nothing twice. */
const UNSENT: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

export function patienceFor({ kind }: RequestRoute, wished: Partial<Patience>): Patience {
  if (kind === 'callback') return CALLBACK;
  return { ...(kind === 'webhook' ? WEBHOOK : ORDINARY), ...wished };
}

/** One attempt that is over. */
export interface Outcome {
  readonly route: RequestRoute;
  /** An answer, or why there was none. */
  readonly result: Answer | Error;
  /** Which attempt it was, 1 and up. */
  readonly attempt: number;
}

/**
 * Milliseconds after which the same request may be sent again; `null` when it must not be.
 * What Discord may have done already is not repeated: not a POST without an answer, and never a first answer to an
 * interaction, where not even an error 5xx says that nothing happened. A 429 is left to discord.js, which knows the limits;
 * but for interactions, where it would wait without end.
 */
export function repeatAfterMs({ route, result, attempt }: Outcome): number | null {
  const pauseMs = Math.round(FIRST_PAUSE_MS * 2 ** (attempt - 1) * (1 + Math.random() * JITTER));
  if (result instanceof Error) return isUnsent(result) || mayBeTwice(route) ? pauseMs : null;
  if (route.kind === 'callback') return result.status === 429 ? retryAfterMs(result) : null;
  return result.status >= 500 ? pauseMs : null;
}

function mayBeTwice({ kind, label }: RequestRoute): boolean {
  return kind !== 'callback' && !label.startsWith('POST ');
}

function isUnsent(error: Error): boolean {
  return 'code' in error && typeof error.code === 'string' && UNSENT.has(error.code);
}
