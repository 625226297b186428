import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, HttpStatus, Logger } from '@nestjs/common';
import type { Request, Response } from 'express';
import { STATUS_CODES } from 'node:http';

/** Errors of the API as problem details (RFC 9457). Of an error of ours only the request id leaves the house. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('Api');

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<Request>();
    const response = host.switchToHttp().getResponse<Response>();
    const status = error instanceof HttpException ? error.getStatus() : HttpStatus.INTERNAL_SERVER_ERROR;
    const isOurs = status >= 500;
    if (isOurs) this.logger.error(error, `${request.method} ${request.path} failed`);
    if (response.headersSent) return void response.end();

    response
      .status(status)
      .type('application/problem+json')
      .json({
        type: 'about:blank',
        title: STATUS_CODES[status] ?? 'Error',
        status,
        detail: isOurs
          ? 'Shardwatch failed to answer. The log has the reason under this request id.'
          : messageOf(error),
        instance: request.originalUrl.split('?')[0],
        requestId: response.getHeader('X-Request-Id'),
      });
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : 'Unknown error';
}
