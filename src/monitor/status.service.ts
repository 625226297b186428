import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { type Observable, ReplaySubject, Subscription, distinctUntilChanged, interval } from 'rxjs';
import { now } from '../bus/now.js';
import { EventBus } from '../bus/event-bus.js';
import { MonitorSettings } from '../config/monitor.settings.js';
import type { BotEvent } from '../model/event.js';
import { apply, nothingSeen } from '../model/snapshot.js';
import { type Status, following, judge } from '../model/status.js';

/** Milliseconds. People read no faster, and at this pace silence is noticed as surely as speech. */
const LOOK_EVERY_MS = 1_000;

/** Holds the current status of the bot, for every face. It stores nothing and tells nobody. */
@Injectable()
export class StatusService implements OnModuleInit, OnModuleDestroy {
  private readonly logger = new Logger(StatusService.name);
  private readonly looks = new ReplaySubject<Status>(1);
  private readonly subscription = new Subscription();
  private snapshot = nothingSeen;
  private last: Status | null = null;
  private current: object = {};

  /** The status at once, then whenever a look (one a second) finds it changed. */
  readonly changes$: Observable<Status> = this.looks.pipe(
    distinctUntilChanged((a, b) => a.snapshot === b.snapshot && a.sentence === b.sentence),
  );

  constructor(
    private readonly bus: EventBus,
    private readonly limits: MonitorSettings,
  ) {}

  /** Another object after each look and each event that told something new: what was drawn of the same one still holds. */
  get edition(): object {
    return this.current;
  }

  now(): Status {
    return following(this.last, judge(this.snapshot, this.limits, now()));
  }

  onModuleInit(): void {
    this.subscription.add(this.bus.events$.subscribe((event) => this.take(event)));
    this.subscription.add(interval(LOOK_EVERY_MS).subscribe(() => this.look()));
    this.look();
  }

  onModuleDestroy(): void {
    this.subscription.unsubscribe();
    this.looks.complete();
  }

  private look(): void {
    this.last = this.now();
    this.current = {};
    this.looks.next(this.last);
  }

  private take(event: BotEvent): void {
    try {
      this.snapshot = apply(this.snapshot, event);
      this.current = {};
    } catch (error) {
      // An event from a newer release must not stop this one from hearing the rest.
      this.logger.error(error, `Dropped ${event.type} from ${event.instance}`);
    }
  }
}
