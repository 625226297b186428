import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { Subscription, exhaustMap, interval, timer } from 'rxjs';
import { IncidentsService } from '../incidents/incidents.service.js';
import type { IncidentTransition } from '../model/incident.js';
import { Delivery } from './delivery.js';
import { News } from './news.js';
import { Silence } from './silence.js';

/** Milliseconds between two looks for what was stored and not told. */
const LOOK_EVERY_MS = 60_000;
/** Milliseconds between two tries to write down what the store had no room for. */
const SETTLE_EVERY_MS = 5_000;

/**
 * Sees to it that whatever is stored of an incident is told: at once when it is heard of, and else at the next look, also when
 * a process died in between.
 */
@Injectable()
export class AlertsService implements OnModuleInit, OnModuleDestroy {
  private readonly logger = new Logger('Alerts');
  private readonly subscription = new Subscription();
  private hasFailed = false;

  constructor(
    private readonly incidents: IncidentsService,
    private readonly news: News,
    private readonly silence: Silence,
    private readonly delivery: Delivery,
  ) {}

  onModuleInit(): void {
    if (!this.news.isWanted) return;
    this.logger.log('Openings and closings of incidents are told to ALERT_WEBHOOK_URL');
    this.subscription.add(this.incidents.transitions$.subscribe((transition) => void this.take([transition])));
    this.subscription.add(this.silence.over$.subscribe(() => void this.take([])));
    this.subscription.add(
      interval(SETTLE_EVERY_MS)
        .pipe(exhaustMap(() => this.silence.settle()))
        .subscribe(),
    );
    this.subscription.add(
      timer(0, LOOK_EVERY_MS)
        .pipe(exhaustMap(() => this.look()))
        .subscribe(),
    );
  }

  onModuleDestroy(): void {
    this.subscription.unsubscribe();
  }

  private async take(transitions: readonly IncidentTransition[]): Promise<void> {
    await this.silence.take(transitions);
    this.delivery.wake();
  }

  /** Never rejects: a store that fails costs the past, and what happens now is told all the same. */
  private async look(): Promise<void> {
    try {
      await this.take(await this.news.read());
      this.hasFailed = false;
    } catch (error) {
      if (!this.hasFailed) this.logger.error(error, 'The store cannot be asked what is still to be told');
      this.hasFailed = true;
    }
  }
}
