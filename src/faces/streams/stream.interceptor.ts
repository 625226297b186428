import { type CallHandler, type ExecutionContext, Injectable, Logger, type MessageEvent } from '@nestjs/common';
import type { NestInterceptor } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Observable } from 'rxjs';
import { OpenStreams } from '../../auth/open-streams.js';
import { NoPlace, StreamPlaces } from '../../auth/stream-places.js';
import { Reader } from './reader.js';
import { alreadyHeard } from './resume.js';

/** Sends what a route observes to whoever asked, for as long as both go on. */
@Injectable()
export class StreamInterceptor implements NestInterceptor<MessageEvent, never> {
  private readonly logger = new Logger('Streams');

  constructor(
    private readonly places: StreamPlaces,
    private readonly open: OpenStreams,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler<MessageEvent>): Observable<never> {
    const request = context.switchToHttp().getRequest<Request>();
    const response = context.switchToHttp().getResponse<Response>();
    const giveBack = this.place(request, response);
    response.once('close', giveBack);
    this.open.add(request, response);
    // Nest itself has nothing to send: it hears only of what goes wrong before the first word.
    return new Observable((nest) => {
      const reader = new Reader(response, alreadyHeard(request));
      const subscription = next.handle().subscribe({
        next: (event) => reader.take(event),
        error: (error: unknown) => {
          if (!reader.hasBegun) return nest.error(error);
          this.logger.error(error, 'A stream broke off');
          reader.cutOff();
        },
        complete: () => reader.end(),
      });
      response.once('close', () => subscription.unsubscribe());
    });
  }

  private place({ ip }: Request, response: Response): () => void {
    try {
      return this.places.take(ip ?? '');
    } catch (error) {
      if (error instanceof NoPlace) response.setHeader('Retry-After', error.retryAfterS);
      throw error;
    }
  }
}
