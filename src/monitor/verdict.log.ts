import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { type Subscription, distinctUntilChanged, pairwise, startWith } from 'rxjs';
import type { Status } from '../model/status.js';
import { type Verdict, verdictWord } from '../model/verdict.js';
import { duration } from '../model/words.js';
import { StatusService } from './status.service.js';

const level: Readonly<Record<Verdict, 'log' | 'warn' | 'error'>> = {
  operational: 'log',
  starting: 'log',
  degraded: 'warn',
  down: 'error',
  unknown: 'error',
};

/** Writes one line into the log whenever the verdict changes: what somebody looks for at 3 a.m. */
@Injectable()
export class VerdictLog implements OnModuleInit, OnModuleDestroy {
  private readonly logger = new Logger('Status');
  private subscription?: Subscription;

  constructor(private readonly status: StatusService) {}

  onModuleInit(): void {
    this.subscription = this.status.changes$
      .pipe(
        distinctUntilChanged((a, b) => a.verdict === b.verdict),
        startWith(null),
        pairwise(),
      )
      .subscribe(([before, after]) => this.write(before, after));
  }

  onModuleDestroy(): void {
    this.subscription?.unsubscribe();
  }

  private write(before: Status | null, after: Status | null): void {
    if (!after || after.verdict === 'starting') return;
    const past = before
      ? ` (was ${verdictWord[before.verdict].toLowerCase()} for ${duration(after.since - before.since)})`
      : '';
    this.logger[level[after.verdict]](`${after.sentence}${past}`);
  }
}
