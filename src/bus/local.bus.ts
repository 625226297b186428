import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Subject } from 'rxjs';
import type { BotEvent } from '../model/event.js';
import { EventBus } from './event-bus.js';

/** Carries events within this process. */
@Injectable()
export class LocalBus extends EventBus implements OnApplicationShutdown {
  private readonly subject = new Subject<BotEvent>();
  readonly events$ = this.subject.asObservable();

  publish(event: BotEvent): void {
    this.subject.next(event);
  }

  onApplicationShutdown(): void {
    this.subject.complete();
  }
}
