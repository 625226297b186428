import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { type Subscription, interval } from 'rxjs';
import { now } from '../bus/now.js';

/** Milliseconds between two ticks. */
const TICK_MS = 100;
/** Milliseconds by which a tick may be late on any machine. */
const PUNCTUAL_MS = 20;
/** Milliseconds for which standstills are remembered: for no answer is waited that long. */
const REMEMBERED_MS = 120_000;

/**
 * When this process stood still. An answer that came meanwhile lay unread, so the time it seems to have taken says
 * nothing about the other side.
 */
@Injectable()
export class Standstill implements OnModuleInit, OnModuleDestroy {
  private past: readonly { readonly endedAt: number; readonly ms: number }[] = [];
  private tickedAt: number | null = null;
  private subscription?: Subscription;

  onModuleInit(): void {
    this.subscription = interval(TICK_MS).subscribe(() => this.tick(now()));
  }

  onModuleDestroy(): void {
    this.subscription?.unsubscribe();
  }

  /** A timer came. @param at epoch milliseconds */
  tick(at: number): void {
    const lateMs = at - (this.tickedAt ?? at) - TICK_MS;
    this.tickedAt = at;
    if (lateMs <= PUNCTUAL_MS) return;
    this.past = [...this.past.filter(({ endedAt }) => at - endedAt < REMEMBERED_MS), { endedAt: at, ms: lateMs }];
  }

  /** Milliseconds from `since` to `at` (both epoch milliseconds, `at` not later than now) in which nothing was read. */
  between(since: number, at: number): number {
    this.tick(at); // the timer itself may be late just now
    const meanwhile = this.past.filter(({ endedAt }) => endedAt > since);
    return meanwhile.reduce((sum, { endedAt, ms }) => sum + Math.min(ms, endedAt - since), 0);
  }
}
