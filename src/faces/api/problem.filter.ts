import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, HttpStatus, Logger } from '@nestjs/common';
import type { Request, Response } from 'express';
import { NoPlace } from '../../auth/stream-places.js';
import { Conflict, NotAllowed, NotFound, Unavailable } from '../../model/errors.js';
import { STATUS_CODES } from 'node:http';

/** Errors of the API as problem details (RFC 9457). Of an error of ours only the request id leaves the house. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('Api');

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<Request>();
    const response = host.switchToHttp().getResponse<Response>();
    const status = statusOf(error);
    const isOurs = status >= 500;
    if (isOurs && !(error instanceof NoPlace)) this.logger.error(error, `${request.method} ${request.path} failed`);
    if (response.headersSent) return void response.end();

    response
      .status(status)
      .type('application/problem+json')
      .json({
        type: 'about:blank',
        title: STATUS_CODES[status] ?? 'Error',
        status,
        detail:
          isOurs && !(error instanceof NoPlace)
            ? `${oursOf(error)} The log has the reason under this request id.`
            : messageOf(error),
        instance: request.originalUrl.split('?')[0],
        requestId: response.getHeader('X-Request-Id'),
      });
  }
}

function statusOf(error: unknown): number {
  if (error instanceof Unavailable) return HttpStatus.SERVICE_UNAVAILABLE;
  if (error instanceof NotFound) return HttpStatus.NOT_FOUND;
  if (error instanceof NotAllowed) return HttpStatus.FORBIDDEN;
  if (error instanceof Conflict) return HttpStatus.CONFLICT;
  return error instanceof HttpException ? error.getStatus() : HttpStatus.INTERNAL_SERVER_ERROR;
}

function oursOf(error: unknown): string {
  if (error instanceof Unavailable) return `${error.message[0]?.toUpperCase()}${error.message.slice(1)} just now.`;
  return 'Shardwatch failed to answer.';
}

/** A query or body that is wrong has a sentence for each of its mistakes. */
function messageOf(error: unknown): string {
  const said = error instanceof HttpException ? (error.getResponse() as { readonly message?: unknown }).message : null;
  if (Array.isArray(said)) return said.join('; ');
  return error instanceof Error ? error.message : 'Unknown error';
}
