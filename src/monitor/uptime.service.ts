import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { type Subscription, concatMap, from as promised, timer } from 'rxjs';
import { now } from '../bus/now.js';
import { type Life, type Uptime, type UptimeFacts, type Watched, uptimeBegins, uptimeOf } from '../model/uptime.js';
import { HistoryBook } from '../store/history.book.js';
import { LifeBook } from '../store/life.book.js';
import { HistoryReader } from './history.reader.js';
import { HistoryRecorder } from './history.recorder.js';

/** Milliseconds between two looks into the store; what happens between them is added as it comes. */
const READ_EVERY_MS = 60_000;
/** Points that are remembered beside the store: a day, as long as they may wait to be written. */
const MOST_POINTS = 8_640;
/** Points of one question: 90 days, or 24 hours in quarters, and those of a clock that was set wrong. */
const MOST_READ = 200;

type Stored = Pick<UptimeFacts, 'days' | 'lastDay' | 'firstStartedAt'> & { readonly lives: readonly Life[] };

/** Knows the availability of the last 24 hours and 90 days, from the history and from what is not written down yet. */
@Injectable()
export class UptimeService implements OnModuleInit, OnModuleDestroy {
  private readonly logger = new Logger('Availability');
  /** What came since the newest point of the store. */
  private fresh: readonly Watched[] = [];
  private stored: Stored | null = null;
  private uptime: Uptime | null = null;
  private hasFailed = false;
  private readonly subscriptions: Subscription[] = [];

  constructor(
    private readonly recorder: HistoryRecorder,
    private readonly reader: HistoryReader,
    private readonly history: HistoryBook,
    private readonly lives: LifeBook,
  ) {}

  /** Ten seconds old at most; `null` before the store was read for the first time. */
  now(): Uptime | null {
    return this.uptime;
  }

  onModuleInit(): void {
    this.subscriptions.push(
      this.recorder.points$.subscribe((point) => this.take(point)),
      timer(0, READ_EVERY_MS)
        .pipe(concatMap(() => promised(this.read())))
        .subscribe(),
    );
  }

  onModuleDestroy(): void {
    for (const subscription of this.subscriptions) subscription.unsubscribe();
  }

  private take(point: Watched): void {
    this.fresh = [...this.fresh.slice(1 - MOST_POINTS), watched(point)];
    this.tell();
  }

  /** Reads what is kept. Never rejects: what was known stays, and grows older. */
  async read(): Promise<void> {
    try {
      const newest = (await this.history.newest('10s', now())) ?? 0;
      // Those of long ago may be forgotten already, and only longer spans be left.
      this.stored = await this.kept(Math.max(newest + 1, startedAt()));
      this.fresh = this.fresh.filter(({ from }) => from > newest);
      this.hasFailed = false;
      this.tell();
    } catch (error) {
      if (!this.hasFailed) this.logger.warn(error, 'The history cannot be read');
      this.hasFailed = true;
    }
  }

  /** @param until epoch milliseconds: later points are among the fresh ones */
  private async kept(until: number): Promise<Stored> {
    const begins = uptimeBegins(now());
    const [days, lastDay] = [
      await this.reader.read({ from: begins.days, until, resolution: '1d', most: MOST_READ }),
      await this.reader.read({ from: begins.lastDay, until, resolution: '15min', most: MOST_READ }),
    ];
    const [lives, first] = [await this.lives.since(begins.days), await this.lives.first()];
    return {
      days: days.points.map(watched),
      lastDay: lastDay.points.map(watched),
      lives,
      firstStartedAt: first ?? startedAt(),
    };
  }

  private tell(): void {
    if (!this.stored) return;
    const { days, lastDay, lives, firstStartedAt } = this.stored;
    const at = now();
    this.uptime = uptimeOf({
      days: [...days, ...this.fresh],
      lastDay: [...lastDay, ...this.fresh],
      // This one is written down with the store's next look, and goes on.
      lives: [...lives, { startedAt: startedAt(), endedAt: at }],
      firstStartedAt: Math.min(firstStartedAt, startedAt()),
      now: at,
    });
  }
}

function watched({ from, observedMs, answeredMs }: Watched): Watched {
  return { from, observedMs, answeredMs };
}

/** Epoch milliseconds. */
function startedAt(): number {
  return Math.round(performance.timeOrigin);
}
