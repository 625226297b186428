import { Injectable } from '@nestjs/common';
import { Subject, type Subscription, timer } from 'rxjs';
import { now } from '../bus/now.js';
import { type HistoryPoint, spanOf } from '../model/history.js';
import { pointOf, slotFrom, withLook } from '../model/history-slot.js';
import { noTotals, totalsOf } from '../model/history-totals.js';
import type { Status } from '../model/status.js';
import { StatusService } from './status.service.js';

const SLOT_MS = spanOf['10s'];
const LOOK_EVERY_MS = 1_000;
/** Milliseconds. A look that comes later shows that the process stood still, and that nobody was answered meanwhile. */
const STANDSTILL_MS = 4_000;
/** Milliseconds. A process that stood still for longer was asleep with its machine: that is no time of ours. */
const ASLEEP_MS = 3_600_000;

/** Points that are remembered: more than a writer of history keeps waiting while all is well. */
const NEWEST = 6;

/** Looks at the status once a second, and makes a point of history of every ten seconds. */
@Injectable()
export class HistoryRecorder {
  /** Every point, when its span is over. */
  readonly points$ = new Subject<HistoryPoint>();
  /** The first one begins with the process, which answers nobody until it has started: the one before may have had the same ten seconds. */
  private slot = slotFrom(startedAt());
  private lookedAt = startedAt();
  private held: Status | null = null;
  private before = noTotals;
  private last: readonly HistoryPoint[] = [];
  private subscription?: Subscription;

  constructor(private readonly status: StatusService) {}

  /** The points of the last minute, oldest first. */
  newest(): readonly HistoryPoint[] {
    return this.last;
  }

  start(): void {
    this.subscription = timer(0, LOOK_EVERY_MS).subscribe(() => this.look());
  }

  /** Also gives what there is of the last span. */
  stop(): void {
    this.subscription?.unsubscribe();
    this.look();
    if (this.slot.observedMs > 0) this.close();
    this.points$.complete();
  }

  private look(): void {
    const at = now();
    const status = this.status.now();
    const held = this.held ?? status;
    const isStill = at - this.lookedAt > STANDSTILL_MS;
    if (at - this.lookedAt > ASLEEP_MS) this.skipTo(at);
    while (this.lookedAt < at) {
      const end = endOf(this.slot.from);
      const until = Math.min(at, end);
      this.slot = withLook(this.slot, { status: held, forMs: until - this.lookedAt, isStill });
      this.lookedAt = until;
      this.held = status;
      if (until === end) this.close();
    }
  }

  private skipTo(at: number): void {
    if (this.slot.observedMs > 0) this.close();
    this.lookedAt = at;
    this.slot = slotFrom(at);
  }

  private close(): void {
    const status = this.held ?? this.status.now();
    const point = pointOf(this.slot, status, this.before);
    this.last = [...this.last.slice(1 - NEWEST), point];
    this.points$.next(point);
    this.before = totalsOf(status);
    this.slot = slotFrom(endOf(this.slot.from));
  }
}

/** Epoch milliseconds at which the process was started. */
function startedAt(): number {
  return Math.min(Math.floor(performance.timeOrigin), now());
}

/** When the ten seconds that a moment is in are over; both in epoch milliseconds. */
function endOf(at: number): number {
  return (Math.floor(at / SLOT_MS) + 1) * SLOT_MS;
}
