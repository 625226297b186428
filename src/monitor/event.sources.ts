import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { Subscription, distinctUntilChanged, pairwise, startWith } from 'rxjs';
import { EventBus } from '../bus/event-bus.js';
import { noteOf, verdictNote } from '../model/log-words.js';
import { EventLog } from './event-log.js';
import { StatusService } from './status.service.js';

/** Tells the event log what happens to the bot, and each change of the verdict. */
@Injectable()
export class EventSources implements OnModuleInit, OnModuleDestroy {
  private readonly subscription = new Subscription();

  constructor(
    private readonly log: EventLog,
    private readonly bus: EventBus,
    private readonly status: StatusService,
  ) {}

  onModuleInit(): void {
    const { log, subscription } = this;
    const events = this.bus.events$.subscribe((event) => {
      const note = noteOf(event);
      if (note) log.note(note);
    });
    const verdicts$ = this.status.changes$.pipe(
      distinctUntilChanged((a, b) => a.verdict === b.verdict),
      startWith(null),
      pairwise(),
    );
    subscription.add(events);
    subscription.add(
      verdicts$.subscribe(([before, after]) => {
        if (after && after.verdict !== 'starting') log.note(verdictNote(before, after));
      }),
    );
  }

  onModuleDestroy(): void {
    this.subscription.unsubscribe();
  }
}
