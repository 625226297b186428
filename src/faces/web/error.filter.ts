import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Logger } from '@nestjs/common';
import type { Request, Response } from 'express';
import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import { Conflict, NotAllowed, NotFound, Unavailable } from '../../model/errors.js';
import { StatusService } from '../../monitor/status.service.js';
import { type Failure, errorView } from './error.view.js';

/** Answers what no page could: with a page for people, with problem details (RFC 9457) for programs. */
@Catch()
export class ErrorPageFilter implements ExceptionFilter {
  private readonly logger = new Logger(ErrorPageFilter.name);

  constructor(private readonly status: StatusService) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<Request>();
    const response = host.switchToHttp().getResponse<Response>();
    const known = response.getHeader('X-Request-Id');
    const id = typeof known === 'string' ? known : randomUUID();
    const path = request.originalUrl.split('?')[0] ?? '';
    const failure = { code: codeOf(error), requestId: id, request: `${request.method} ${path}` };
    if (failure.code >= 500) this.logger.error(error, `${failure.request} failed, request ${id}`);
    if (response.headersSent) return void response.end();
    response.status(failure.code).vary('Accept').setHeader('Cache-Control', 'no-store');
    if (path.startsWith('/api/') || request.accepts(['json', 'html']) !== 'html')
      return problemDetails(response, failure);
    response.render('pages/error', errorView(failure, this.status.now()), (failed: Error | null, html?: string) => {
      if (failed) problemDetails(response, failure);
      else response.send(html);
    });
  }
}

function problemDetails(response: Response, { code, requestId }: Failure): void {
  const details = { type: 'about:blank', title: STATUS_CODES[code] ?? 'Error', status: code, requestId };
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
