import { Injectable } from '@nestjs/common';
import { MonitorSettings } from '../config/monitor.settings.js';
import { span } from '../model/limits.js';
import type { Telling } from './telling.js';
import type { Undelivered } from './undelivered.js';

/** Milliseconds of the first pause; each doubles the one before, up to the longest. */
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 300_000;
/** Up to this share is added by chance, so that what failed together does not come back together. */
const JITTER = 0.2;
/** Milliseconds without a connection after which one summary says more than many messages. */
const BLIND_AFTER_MS = 60_000;
/** Milliseconds for which a telling is tried: who has not heard of it in a day reads it on the pages. */
const GIVE_UP_AFTER_MS = 24 * 3_600_000;

/** How it stands with one receiver: since when it fails, and when it is worth another try. Times are epoch milliseconds. */
@Injectable()
export class BackOff {
  private failures = 0;
  private unreachableSince: number | null = null;
  /** No attempt before. */
  until = 0;

  constructor(private readonly limits: MonitorSettings) {}

  /** Whether it could not be reached at all for more than a minute, up to the last attempt. */
  wasBlind(now: number): boolean {
    return this.unreachableSince !== null && now - this.unreachableSince > span(BLIND_AFTER_MS, this.limits);
  }

  /** Whether what waits since `createdAt` has been tried for long enough. */
  isHopeless({ createdAt, attempts }: Pick<Telling, 'createdAt' | 'attempts'>, now: number): boolean {
    return attempts > 0 && now - createdAt > span(GIVE_UP_AFTER_MS, this.limits);
  }

  succeeded(): void {
    this.failures = 0;
    this.unreachableSince = null;
    this.until = 0;
  }

  failed({ failure, retryAfterMs }: Undelivered, now: number): void {
    this.failures += 1;
    this.unreachableSince = failure === 'unreachable' ? (this.unreachableSince ?? now) : null;
    // What a receiver asks for is its own time: no factor divides it.
    this.until = now + Math.max(this.pauseAfter(this.failures), retryAfterMs ?? 0);
  }

  /** Milliseconds after so many failures in a row, 1 and up. */
  pauseAfter(failures: number): number {
    const pauseMs = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (failures - 1));
    return Math.round(span(pauseMs * (1 + Math.random() * JITTER), this.limits));
  }
}
