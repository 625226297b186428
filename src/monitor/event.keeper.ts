import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { setImmediate as othersTurn } from 'node:timers/promises';
import { type Subscription, concatMap, from as promised, timer } from 'rxjs';
import { now } from '../bus/now.js';
import { EventSettings } from '../config/event.settings.js';
import { firstIdAt } from '../model/log-entry.js';
import { EventBook } from '../store/event.book.js';
import { EventLog } from './event-log.js';

const WRITE_EVERY_MS = 1_000;
const FORGET_EVERY_MS = 60_000;
/** Entries written in one turn. */
const ENTRIES_AT_ONCE = 100;
/** Turns of forgetting in a minute, of 100 entries each. */
const MOST_TURNS = 100;
const DAY_MS = 86_400_000;

/**
 * Writes the event log down, and forgets what is old or too much. A store that fails costs nobody anything else; while it
 * is away the newest lines wait.
 */
@Injectable()
export class EventKeeper implements OnModuleInit, OnModuleDestroy {
  private readonly logger = new Logger('Event log');
  private hasFailed = false;
  private forgotAt = -Infinity;
  private subscription?: Subscription;

  constructor(
    private readonly log: EventLog,
    private readonly book: EventBook,
    private readonly settings: EventSettings,
  ) {}

  onModuleInit(): void {
    this.subscription = timer(0, WRITE_EVERY_MS)
      .pipe(concatMap(() => promised(this.tend())))
      .subscribe();
  }

  async onModuleDestroy(): Promise<void> {
    this.subscription?.unsubscribe();
    await this.tend();
  }

  /** Never rejects. */
  private async tend(): Promise<void> {
    this.log.tick(now());
    if (this.book.isAway) return;
    try {
      await this.write();
      if (now() - this.forgotAt >= FORGET_EVERY_MS) await this.forget();
      if (this.hasFailed) this.logger.log('The event log is kept again');
      this.hasFailed = false;
    } catch (error) {
      if (!this.hasFailed) this.logger.error(error, 'The event log cannot be kept: its newest lines wait in memory');
      this.hasFailed = true;
    }
  }

  private async write(): Promise<void> {
    for (let some = this.some(); some.length > 0; some = this.some()) {
      await this.book.add(some);
      this.log.written(some);
      await othersTurn();
    }
  }

  private some(): EventLog['unwritten'] {
    return this.log.unwritten.slice(0, ENTRIES_AT_ONCE);
  }

  private async forget(): Promise<void> {
    const { days, lines } = this.settings;
    const tooOld = firstIdAt(now() - days * DAY_MS) - 1;
    const tooMany = (await this.book.idBehind(lines)) ?? 0;
    for (let turn = 0; turn < MOST_TURNS; turn += 1) {
      if ((await this.book.forgetUpTo(Math.max(tooOld, tooMany))) === 0) break;
      await othersTurn();
    }
    this.forgotAt = now();
  }
}
