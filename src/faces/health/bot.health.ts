import { Injectable } from '@nestjs/common';
import { type HealthIndicatorFunction, type HealthIndicatorResult, HealthIndicatorService } from '@nestjs/terminus';
import { MonitorSettings } from '../../config/monitor.settings.js';
import { indicatorsOf } from '../../model/health.js';
import type { Indicator } from '../../model/indicator.js';
import type { Status } from '../../model/status.js';
import { AvailabilityService } from '../../monitor/availability.service.js';
import { StatusService } from '../../monitor/status.service.js';

/** The verdict and everything it rests on, in Terminus's form. */
@Injectable()
export class BotHealth {
  constructor(
    private readonly indicators: HealthIndicatorService,
    private readonly status: StatusService,
    private readonly limits: MonitorSettings,
    private readonly availability: AvailabilityService,
  ) {}

  checks(): HealthIndicatorFunction[] {
    const status = this.status.now();
    const known = indicatorsOf(status, this.limits).filter(({ key, state }) => key !== 'store' && state !== 'off');
    return [() => this.verdict(status), ...known.map((indicator) => () => this.result(indicator))];
  }

  /** The one that decides: whatever else is wrong, it is 503 only when the bot is down or nobody knows. */
  private verdict({ verdict, sentence }: Status): HealthIndicatorResult {
    const indicator = this.indicators.check('verdict');
    const { lastHour, sinceStart } = this.availability.now();
    const data = { verdict, sentence, availability: { lastHourRatio: lastHour, sinceStartRatio: sinceStart } };
    if (verdict === 'down' || verdict === 'unknown') return indicator.down(data);
    return verdict === 'degraded' ? indicator.degraded(data) : indicator.up(data);
  }

  private result({ key, name, state, now, limit, checkedAt }: Indicator): HealthIndicatorResult {
    const indicator = this.indicators.check(key);
    const data = { name, state, now, limit, checkedAt: checkedAt === null ? null : new Date(checkedAt).toISOString() };
    return state === 'pass' ? indicator.up(data) : indicator.degraded(data);
  }
}
