import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { performance } from 'node:perf_hooks';
import { type Subscription, timer } from 'rxjs';
import { now } from '../bus/now.js';
import { type Availability, answeredRatio, availabilityOf, looked, notLooked } from '../model/availability.js';
import { StatusService } from './status.service.js';
import { UptimeService } from './uptime.service.js';

/** Milliseconds. The model takes a look that comes much later for a process that answered nobody. */
const LOOK_EVERY_MS = 1_000;

/** Measures for which share of the time a command would have been answered: by itself since the start, before by the history. */
@Injectable()
export class AvailabilityService implements OnModuleInit, OnModuleDestroy {
  private record = notLooked(Math.floor(performance.timeOrigin));
  private subscription?: Subscription;

  constructor(
    private readonly status: StatusService,
    private readonly uptime: UptimeService,
  ) {}

  now(): Availability {
    return { ...availabilityOf(this.record), longTerm: this.uptime.now() };
  }

  onModuleInit(): void {
    this.subscription = timer(0, LOOK_EVERY_MS).subscribe(() => this.look());
  }

  onModuleDestroy(): void {
    this.subscription?.unsubscribe();
  }

  private look(): void {
    this.record = looked(this.record, answeredRatio(this.status.now()), now());
  }
}
