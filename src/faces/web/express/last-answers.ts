import type { Request, RequestHandler, Response } from 'express';
import { ReadyAnswer } from './ready-answer.js';

/** What shows the status and nothing else that could change between two looks at it. Not with a question behind it. */
const KEPT = new Set(['/', '/status', '/api/v1/status']);
/** A page for a proxy's every path; more than a few are nobody's. */
const KEPT_AT_MOST = 32;

/** Who asks while the answer is being made: called with it, or with `null` when it is not for others. */
type Waiting = (answer: ReadyAnswer | null) => void;

interface Kept {
  /** What was known when it was begun. */
  readonly edition: object;
  /** `null` while it is being made. */
  answer: ReadyAnswer | null;
  readonly waiting: Waiting[];
}

/**
 * Keeps the last answer as bytes while nothing new is known, and gives it to all who are not signed in: they see the
 * same. Those who ask while it is being made wait for it. Whoever comes with a cookie or a key is answered on their own.
 * It takes two places: `give` in front of what sets the headers of every answer, which is then done once, and `keep` right
 * behind it.
 */
export class LastAnswers {
  private readonly kept = new Map<string, Kept>();
  private readonly begun = new WeakMap<Response, Kept>();

  /** @param edition is another object whenever something new is known, or a second is over */
  constructor(private readonly edition: () => object) {}

  readonly give: RequestHandler = (request, response, next) => {
    if (!isForEverybody(request)) return next();
    const key = `${String(response.locals.base)} ${request.url}`;
    const kept = this.kept.get(key);
    if (kept?.edition !== this.edition()) {
      this.begin(key, response);
      return next();
    }
    if (kept.answer) return kept.answer.send(request, response);
    kept.waiting.push((answer) => (answer ? answer.send(request, response) : next()));
  };

  /** The answer that is made now is kept with the headers that it has already, and sent as later ones will be. */
  readonly keep: RequestHandler = (request, response, next) => {
    const kept = this.begun.get(response);
    if (kept) {
      const headers = response.getHeaders();
      const usual = response.send.bind(response);
      response.send = (body: unknown): Response => {
        // Express turns what is no text into text, and comes again.
        if (typeof body !== 'string' || !isOrdinary(response)) return usual(body);
        const type = String(response.getHeader('Content-Type') ?? 'text/html; charset=utf-8');
        kept.answer = new ReadyAnswer(body, type, headers);
        kept.answer.send(request, response);
        tell(kept);
        return response;
      };
    }
    next();
  };

  private begin(key: string, response: Response): void {
    const kept: Kept = { edition: this.edition(), answer: null, waiting: [] };
    if (this.kept.size >= KEPT_AT_MOST) this.kept.clear();
    this.kept.set(key, kept);
    this.begun.set(response, kept);
    response.once('close', () => {
      if (kept.answer === null && this.kept.get(key) === kept) this.kept.delete(key);
      tell(kept);
    });
  }
}

function isForEverybody({ method, url, headers }: Request): boolean {
  return method === 'GET' && KEPT.has(url) && headers.cookie === undefined && headers.authorization === undefined;
}

function isOrdinary(response: Response): boolean {
  return response.statusCode === 200 && !response.hasHeader('Set-Cookie');
}

function tell({ waiting, answer }: Kept): void {
  for (const hear of waiting.splice(0)) hear(answer);
}
