import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { type Subscription, concatMap, from as promised, tap } from 'rxjs';
import { now } from '../bus/now.js';
import { HistorySettings } from '../config/history.settings.js';
import {
  type HistoryPoint,
  type Resolution,
  type RolledUp,
  finerThan,
  mergedPoint,
  rolledUp,
  spanOf,
} from '../model/history.js';
import { HistoryBook } from '../store/history.book.js';
import { HistoryRecorder } from './history.recorder.js';

/** Points that wait while nothing can be written: a day. */
const MOST_WAITING = 8_640;
/** Points written, or read to be rolled up, in one turn. */
const POINTS_AT_ONCE = 100;
const DAY_MS = 86_400_000;

/** Writes the history down, makes longer spans of shorter ones, and forgets what is old. A store that fails costs nobody anything else. */
@Injectable()
export class HistoryKeeper implements OnModuleInit, OnModuleDestroy {
  private readonly logger = new Logger('History');
  private waiting: HistoryPoint[] = [];
  /** Where the newest span of each begins; what is in the store beyond it, a clock that was wrong has left there. */
  private readonly rolledUpTo = new Map<RolledUp, number>();
  private hasFailed = false;
  private subscription?: Subscription;

  constructor(
    private readonly recorder: HistoryRecorder,
    private readonly book: HistoryBook,
    private readonly settings: HistorySettings,
  ) {}

  onModuleInit(): void {
    // At once: a process that is killed loses the point that it was at, and none before it.
    this.subscription = this.recorder.points$
      .pipe(
        tap((point) => this.take(point)),
        concatMap(() => promised(this.tend())),
      )
      .subscribe();
    this.recorder.start();
  }

  async onModuleDestroy(): Promise<void> {
    this.recorder.stop();
    this.subscription?.unsubscribe();
    await this.tend();
  }

  private take(point: HistoryPoint): void {
    this.waiting.push(point);
    if (this.waiting.length > MOST_WAITING) this.waiting.shift();
  }

  /** Never rejects. */
  private async tend(): Promise<void> {
    try {
      await this.write();
      for (const resolution of rolledUp) await this.rollUp(resolution);
      await this.forget();
      if (this.hasFailed) this.logger.log('The history is kept again');
      this.hasFailed = false;
    } catch (error) {
      if (!this.hasFailed) this.logger.error(error, 'The history cannot be kept: it waits in memory, a day at most');
      this.hasFailed = true;
    }
  }

  private async write(): Promise<void> {
    while (this.waiting.length > 0) {
      const some = this.waiting.slice(0, POINTS_AT_ONCE);
      await this.book.add('10s', some);
      this.waiting = this.waiting.filter((point) => !some.includes(point));
    }
  }

  /** Spans that are over, and that nobody has rolled up yet; also those of processes before this one. */
  private async rollUp(resolution: RolledUp): Promise<void> {
    const [span, finer] = [spanOf[resolution], finerThan[resolution]];
    const done = this.rolledUpTo.get(resolution) ?? (await this.book.newest(resolution, now()));
    const newest = await this.book.newest(finer, now());
    if (newest === null) return;
    const until = Math.floor((newest + spanOf[finer]) / span) * span;
    const from = done === null ? 0 : done + span;
    if (from >= until) return;
    const points = await this.book.between(finer, { from, until }, POINTS_AT_ONCE);
    const isAll = points.length < POINTS_AT_ONCE;
    const starts = [...new Set(points.map((point) => Math.floor(point.from / span) * span))];
    // The last one may go on in what was not read.
    const whole = isAll || starts.length === 1 ? starts : starts.slice(0, -1);
    const merged = whole.map((start) => {
      const within = points.filter((point) => point.from >= start && point.from < start + span);
      return mergedPoint(within, start);
    });
    await this.book.add(resolution, merged);
    const last = merged.at(-1);
    if (last) this.rolledUpTo.set(resolution, last.from);
  }

  private async forget(): Promise<void> {
    const { tenSecondDays, minuteDays, quarterDays } = this.settings;
    const days: readonly (readonly [Resolution, number])[] = [
      ['10s', tenSecondDays],
      ['1min', minuteDays],
      ['15min', quarterDays],
    ];
    for (const [resolution, kept] of days) await this.book.forgetBefore(resolution, now() - kept * DAY_MS);
  }
}
