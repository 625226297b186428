import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { AsyncResource } from 'node:async_hooks';
import { Subject } from 'rxjs';
import type { BotEvent } from '../model/event.js';
import type { BotRequest } from '../model/request.js';
import { EventBus } from './event-bus.js';

/** Carries events and requests within this process. */
@Injectable()
export class LocalBus extends EventBus implements OnApplicationShutdown {
  private readonly events = new Subject<BotEvent>();
  private readonly requests = new Subject<BotRequest>();
  /** Whoever works for a request of the web does not log under its id for as long as its connection lasts. */
  private readonly outside = new AsyncResource('LocalBus');
  readonly events$ = this.events.asObservable();
  readonly requests$ = this.requests.asObservable();

  publish(event: BotEvent): void {
    this.events.next(event);
  }

  ask(request: BotRequest): void {
    this.outside.runInAsyncScope(() => this.requests.next(request));
  }

  onApplicationShutdown(): void {
    this.events.complete();
    this.requests.complete();
  }
}
