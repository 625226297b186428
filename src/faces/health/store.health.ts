import { Injectable, Logger } from '@nestjs/common';
import { type HealthIndicatorResult, HealthIndicatorService } from '@nestjs/terminus';
import { Store } from '../../store/store.js';

/** Milliseconds the store has: a probe that hangs is a restart. */
const ANSWER_WITHIN_MS = 1_000;

/** Whether the store answers. It never fails the check: the bot works without it. */
@Injectable()
export class StoreHealth {
  private readonly logger = new Logger(StoreHealth.name);

  constructor(
    private readonly indicators: HealthIndicatorService,
    private readonly store: Store,
  ) {}

  async check(): Promise<HealthIndicatorResult> {
    const indicator = this.indicators.check('store');
    const result = await indicator.attempt(() => this.ping()).withTimeout(ANSWER_WITHIN_MS);
    if (result.store.status !== 'up') return indicator.degraded('no answer');
    return this.store.note ? indicator.degraded(this.store.note) : result;
  }

  private async ping(): Promise<void> {
    try {
      await this.store.ping();
    } catch (error) {
      this.logger.warn(error, 'No answer'); // the cause stays in the log: this endpoint is open to all
      throw error;
    }
  }
}
