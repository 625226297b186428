import { Controller, Get, type MessageEvent, UseFilters } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import { type Observable, endWith, map, merge, share, shareReplay, takeUntil, timer } from 'rxjs';
import { Needs } from '../../auth/needs.js';
import { DiscordConnection } from '../../config/connection.js';
import type { Status } from '../../model/status.js';
import { AvailabilityService } from '../../monitor/availability.service.js';
import { Lifecycle } from '../../monitor/lifecycle.js';
import { StatusService } from '../../monitor/status.service.js';
import { eventId } from '../streams/resume.js';
import { Stream } from '../streams/stream.js';
import { ProblemFilter } from './problem.filter.js';
import { StatusAnswer, statusAnswer } from './status.answer.js';

/** Milliseconds between two signs of life, so that proxies and readers know that the stream still stands. */
const TICK_EVERY_MS = 5_000;

@ApiTags('status')
@UseFilters(ProblemFilter)
@Needs('look.status')
@Controller('api/v1/status')
export class StatusController {
  private readonly answers$: Observable<MessageEvent>;

  constructor(
    private readonly status: StatusService,
    private readonly lifecycle: Lifecycle,
    private readonly connection: DiscordConnection,
    private readonly availability: AvailabilityService,
  ) {
    this.answers$ = status.changes$.pipe(
      map((now) => ({ type: 'status', id: eventId(now.at), data: JSON.stringify(this.answer(now)) })),
      shareReplay({ bufferSize: 1, refCount: true }),
    );
  }

  /** How the bot is doing, in one answer. */
  @Get()
  @ApiOkResponse({ type: StatusAnswer })
  read(): StatusAnswer {
    return this.answer(this.status.now());
  }

  /** The same whenever it changes: `event: status` with the whole, `event: tick` every 5 s, `event: bye` at a stop. */
  @Stream('stream')
  @ApiProduces('text/event-stream')
  stream(): Observable<MessageEvent> {
    return merge(this.answers$, this.ticks$).pipe(takeUntil(this.lifecycle.closing$), endWith(this.bye()));
  }

  private readonly ticks$ = timer(TICK_EVERY_MS, TICK_EVERY_MS).pipe(
    map((): MessageEvent => ({ type: 'tick', data: { asOf: new Date(this.status.now().at).toISOString() } })),
    share(),
  );

  private answer(status: Status): StatusAnswer {
    return statusAnswer({ status, availability: this.availability.now(), mode: this.connection.mode });
  }

  /** Sends readers away for half a second to five, so that they do not all come back at once. */
  private bye(): MessageEvent {
    return { type: 'bye', retry: 500 + Math.floor(Math.random() * 4_500), data: {} };
  }
}
