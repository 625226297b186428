import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { Subscription } from 'rxjs';
import { EventBus } from '../bus/event-bus.js';
import { INSTANCE_ID } from '../bus/instance-id.js';
import { now } from '../bus/now.js';
import type { SetLogLevelRequest } from '../model/request.js';
import type { Volume } from '../model/standing.js';
import { duration } from '../model/words.js';
import { LogDial } from './log-dial.js';

/** Sets the level of the log when a person asks for it, and back by itself. */
@Injectable()
export class LogWorker implements OnModuleInit, OnModuleDestroy {
  private readonly logger = new Logger('Log');
  private timer: NodeJS.Timeout | null = null;
  private subscription?: Subscription;

  constructor(
    private readonly bus: EventBus,
    private readonly dial: LogDial,
  ) {}

  onModuleInit(): void {
    this.subscription = this.bus.requests$.subscribe((request) => {
      if (request.type === 'log_level.set') this.set(request);
    });
  }

  onModuleDestroy(): void {
    this.subscription?.unsubscribe();
    if (this.timer) clearTimeout(this.timer);
  }

  private set({ id, level, forMs }: SetLogLevelRequest): void {
    if (this.timer) clearTimeout(this.timer);
    this.dial.turn(level);
    this.timer = setTimeout(() => this.setBack(), forMs).unref();
    this.tell({ level, until: now() + forMs });
    const text = `The log is at level ${level} for ${duration(forMs)}.`;
    this.bus.publish({
      type: 'request.moved',
      instance: INSTANCE_ID,
      at: now(),
      request: { id, stage: 'done', text },
    });
  }

  private setBack(): void {
    this.timer = null;
    this.dial.turn(this.dial.usual);
    this.logger.log(`The log is at its usual level again: ${this.dial.usual}`);
    this.tell(null);
  }

  private tell(volume: Volume | null): void {
    this.bus.publish({ type: 'standing.changed', instance: INSTANCE_ID, at: now(), standing: { volume } });
  }
}
