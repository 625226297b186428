import { Controller, Get, Header, UseFilters } from '@nestjs/common';
import { HealthCheck, HealthCheckService, type HealthCheckResult, type HealthIndicatorResult } from '@nestjs/terminus';
import { Open } from '../../auth/needs.js';
import { BotHealth } from './bot.health.js';
import { FailedCheckFilter } from './failed-check.filter.js';
import { ProbeHealth } from './probe.health.js';
import { StoreHealth } from './store.health.js';

/** Answers orchestrators and monitors. What each path means, and never asks, is said in the README under "Health". */
@UseFilters(FailedCheckFilter)
@Open()
@Controller('health')
export class HealthController {
  constructor(
    private readonly health: HealthCheckService,
    private readonly bot: BotHealth,
    private readonly probes: ProbeHealth,
    private readonly store: StoreHealth,
  ) {}

  /** Everything that is checked; 503 only when the bot is down or nobody knows. */
  @Get()
  @HealthCheck()
  @Header('Vary', 'Accept')
  all(): Promise<HealthCheckResult> {
    return this.health.check([...this.bot.checks(), () => this.store.check()]);
  }

  /** Past Terminus's own check: it turns every answer into 503 while stopping, and a stop is no reason to kill. */
  @Get('live')
  live(): HealthCheckResult {
    const details = this.probes.live();
    return { status: 'ok', info: details, error: {}, details };
  }

  @Get('ready')
  @HealthCheck()
  ready(): Promise<HealthCheckResult> {
    return this.answer(() => this.probes.ready());
  }

  @Get('startup')
  @HealthCheck()
  startup(): Promise<HealthCheckResult> {
    return this.answer(() => this.probes.startup());
  }

  /** For monitors outside: 200 when every shard answers. */
  @Get('bot')
  @HealthCheck()
  everyShard(): Promise<HealthCheckResult> {
    return this.answer(() => this.probes.bot());
  }

  private answer(probe: () => HealthIndicatorResult): Promise<HealthCheckResult> {
    return this.health.check([probe]);
  }
}
