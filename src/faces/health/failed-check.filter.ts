import { type ArgumentsHost, Catch, type ExceptionFilter, ServiceUnavailableException } from '@nestjs/common';
import type { Response } from 'express';

/** A check that fails is an answer: it leaves in Terminus's form, whoever asks. */
@Catch(ServiceUnavailableException)
export class FailedCheckFilter implements ExceptionFilter {
  catch(failed: ServiceUnavailableException, host: ArgumentsHost): void {
    host.switchToHttp().getResponse<Response>().status(failed.getStatus()).json(failed.getResponse());
  }
}
