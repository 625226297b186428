import { Injectable } from '@nestjs/common';
import { type HealthIndicatorResult, HealthIndicatorService } from '@nestjs/terminus';
import { type ProbeAnswer, Probes } from '../../monitor/probes.js';

/** The probes' answers in Terminus's form. */
@Injectable()
export class ProbeHealth {
  constructor(
    private readonly indicators: HealthIndicatorService,
    private readonly probes: Probes,
  ) {}

  live(): HealthIndicatorResult {
    return this.result('process', this.probes.live());
  }

  ready(): HealthIndicatorResult {
    return this.result('pages', this.probes.ready());
  }

  startup(): HealthIndicatorResult {
    return this.result('startup', this.probes.startup());
  }

  bot(): HealthIndicatorResult {
    return this.result('shards', this.probes.bot());
  }

  private result(key: string, { isOk, isDegraded, words }: ProbeAnswer): HealthIndicatorResult {
    const indicator = this.indicators.check(key);
    if (!isOk) return indicator.down(words);
    return isDegraded ? indicator.degraded(words) : indicator.up(words);
  }
}
