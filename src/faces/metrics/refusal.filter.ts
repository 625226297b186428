import {
  type ArgumentsHost,
  Catch,
  type ExceptionFilter,
  ForbiddenException,
  type HttpException,
  UnauthorizedException,
} from '@nestjs/common';
import type { Response } from 'express';

/** Says to a scraper, and to whoever tries it by hand, why it gets nothing. */
@Catch(UnauthorizedException, ForbiddenException)
export class RefusalFilter implements ExceptionFilter {
  catch(refusal: HttpException, host: ArgumentsHost): void {
    const response = host.switchToHttp().getResponse<Response>();
    if (refusal instanceof UnauthorizedException) response.setHeader('WWW-Authenticate', 'Bearer realm="metrics"');
    response.setHeader('Cache-Control', 'no-store');
    response.status(refusal.getStatus()).type('text').send(`${refusal.message}\n`);
  }
}
