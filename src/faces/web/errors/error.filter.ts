import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Logger } from '@nestjs/common';
import type { Request, Response } from 'express';
import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import { mayAsk } from '../../../auth/asking.js';
import { OldForm } from '../../../auth/old-form.js';
import { NoPlace } from '../../../auth/stream-places.js';
import { WrongKey } from '../../../auth/wrong-key.js';
import { Conflict, NotAllowed, NotFound, Unavailable } from '../../../model/errors.js';
import { StatusService } from '../../../monitor/status.service.js';
import { type Failure, errorView } from './error.view.js';
import { problemWords } from './problem-words.js';

/** Pages for people, although they stand among what is for programs. */
const DOCS = /^\/api\/docs\/?$/i;

/** Whoever reads it over somebody's shoulder could sign in. */
const LINK_SECRET = /(?<=\/signin\/link\/).+/;

/** Answers what no page could: with a page for people, with problem details (RFC 9457) for programs. */
@Catch()
export class ErrorPageFilter implements ExceptionFilter {
  private readonly logger = new Logger(ErrorPageFilter.name);

  constructor(private readonly status: StatusService) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<Request>();
    const response = host.switchToHttp().getResponse<Response>();
    const failure = failureOf(error, request, response);
    const said = error instanceof NoPlace ? error.message : null;
    if (failure.code >= 500 && said === null)
      this.logger.error(error, `${failure.request} failed, request ${failure.requestId}`);
    if (response.headersSent) return void response.end();
    response.status(failure.code).vary('Accept').setHeader('Cache-Control', 'no-store');
    const details = { ...failure, detail: said ?? problemWords(error, failure) };
    // Whoever sends a key is a program, and would be sent to the page for signing in for ever.
    if (isForProgram(request) || error instanceof WrongKey) return problemDetails(response, details);
    if (failure.code === 401) return toSignIn(request, response);
    const view = errorView(failure, this.status.now(), mayAsk(request, 'look.status'));
    response.render('pages/error', view, (failed: Error | null, html?: string) => {
      if (failed) problemDetails(response, details);
      else response.send(html);
    });
  }
}

function failureOf(error: unknown, request: Request, response: Response): Failure {
  const known = response.getHeader('X-Request-Id');
  const path = request.originalUrl.split('?')[0] ?? '';
  const code = codeOf(error);
  return {
    // Whoever may see nothing does not learn either what there is.
    code: code === 404 && !mayAsk(request, 'look.status') ? 401 : code,
    requestId: typeof known === 'string' ? known : randomUUID(),
    request: `${request.method} ${path.replace(LINK_SECRET, '...')}`,
    retryAfterS: Number(response.getHeader('Retry-After') ?? 0) || null,
    isOldForm: error instanceof OldForm,
  };
}

function isForProgram(request: Request): boolean {
  if (request.accepts(['json', 'html']) !== 'html') return true;
  return request.path.startsWith('/api/') && !DOCS.test(request.path);
}

/** People are asked who they are, and come back to where they wanted to go. */
function toSignIn({ method, url }: Request, response: Response): void {
  const next = method === 'GET' && url !== '/' ? `?next=${encodeURIComponent(url)}` : '';
  response.redirect(303, `${String(response.locals.base ?? '')}/signin${next}`);
}

function problemDetails(
  response: Response,
  { code, detail, requestId }: Pick<Failure, 'code' | 'requestId'> & { readonly detail: string },
): void {
  const details = { type: 'about:blank', title: STATUS_CODES[code] ?? 'Error', status: code, detail, requestId };
  response.type('application/problem+json').send(JSON.stringify(details));
}

function codeOf(error: unknown): number {
  if (error instanceof HttpException) return error.getStatus();
  if (error instanceof NotFound) return 404;
  if (error instanceof NotAllowed) return 403;
  if (error instanceof Conflict) return 409;
  if (error instanceof Unavailable) return 503;
  const code = (error as { statusCode?: unknown } | null)?.statusCode;
  return typeof code === 'number' && code >= 400 && code < 600 ? code : 500;
}
