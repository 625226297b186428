import { Injectable } from '@nestjs/common';
import { type HealthIndicatorFunction, type HealthIndicatorResult, HealthIndicatorService } from '@nestjs/terminus';
import { MonitorSettings } from '../../config/monitor.settings.js';
import { indicatorsOf } from '../../model/health.js';
import type { Indicator } from '../../model/indicator.js';
import type { Status } from '../../model/status.js';
import { StatusService } from '../../monitor/status.service.js';

/** The verdict and everything it rests on, in Terminus's form. */
@Injectable()
export class BotHealth {
  constructor(
    private readonly indicators: HealthIndicatorService,
    private readonly status: StatusService,
    private readonly limits: MonitorSettings,
  ) {}

  checks(): HealthIndicatorFunction[] {
    const status = this.status.now();
    const known = indicatorsOf(status, this.limits).filter(({ key, state }) => key !== 'store' && state !== 'off');
    return [() => this.verdict(status), ...known.map((indicator) => () => this.result(indicator))];
  }

  /** The one that decides: whatever else is wrong, it is 503 only when the bot is down or nobody knows. */
  private verdict({ verdict, sentence }: Status): HealthIndicatorResult {
    const indicator = this.indicators.check('verdict');
    if (verdict === 'down' || verdict === 'unknown') return indicator.down({ verdict, sentence });
    return verdict === 'degraded' ? indicator.degraded({ verdict, sentence }) : indicator.up({ verdict, sentence });
  }

  private result({ key, name, state, now, limit, checkedAt }: Indicator): HealthIndicatorResult {
    const indicator = this.indicators.check(key);
    const data = { name, state, now, limit, checkedAt: checkedAt === null ? null : new Date(checkedAt).toISOString() };
    return state === 'pass' ? indicator.up(data) : indicator.degraded(data);
  }
}
