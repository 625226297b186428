import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { type Subscription, exhaustMap, timer } from 'rxjs';
import { now } from '../bus/now.js';
import { HistoryReader } from '../monitor/history.reader.js';

const DAY_MS = 86_400_000;
const LOOK_EVERY_MS = 600_000;
/** Milliseconds of history below which a rate would be chance. */
const ENOUGH_MS = 60_000;

/** How many commands people use as a rule, from the last day: what an outage costs is estimated by it. */
@Injectable()
export class UsualRate implements OnApplicationBootstrap, OnModuleDestroy {
  private rate: number | null = null;
  private subscription?: Subscription;

  constructor(private readonly history: HistoryReader) {}

  /** Commands in a millisecond; `null` while too little is known. */
  get commandsPerMs(): number | null {
    return this.rate;
  }

  onApplicationBootstrap(): void {
    this.subscription = timer(0, LOOK_EVERY_MS)
      .pipe(exhaustMap(() => this.look()))
      .subscribe();
  }

  onModuleDestroy(): void {
    this.subscription?.unsubscribe();
  }

  /** Never rejects: without a store the rate stays what it was. */
  private async look(): Promise<void> {
    try {
      const { points } = await this.history.read({ from: now() - DAY_MS, most: 300 });
      const answeredMs = points.reduce((sum, point) => sum + point.answeredMs, 0);
      const count = points.reduce((sum, point) => sum + point.counts.interactions, 0);
      if (answeredMs >= ENOUGH_MS) this.rate = count / answeredMs;
    } catch {
      return;
    }
  }
}
