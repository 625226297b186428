import { Controller, Get, Header, UseFilters, UseGuards } from '@nestjs/common';
import { Open } from '../../auth/needs.js';
import { INSTANCE_ID } from '../../bus/instance-id.js';
import { MonitorSettings } from '../../config/monitor.settings.js';
import { AvailabilityService } from '../../monitor/availability.service.js';
import { StatusService } from '../../monitor/status.service.js';
import { CONTENT_TYPE, exposition } from './exposition.js';
import { RefusalFilter } from './refusal.filter.js';
import { ScraperGuard } from './scraper.guard.js';

/** Answers Prometheus. */
@Open()
@UseGuards(ScraperGuard)
@UseFilters(RefusalFilter)
@Controller('metrics')
export class MetricsController {
  constructor(
    private readonly status: StatusService,
    private readonly availability: AvailabilityService,
    private readonly limits: MonitorSettings,
  ) {}

  @Get()
  @Header('Content-Type', CONTENT_TYPE)
  @Header('Cache-Control', 'no-store')
  read(): Promise<string> {
    const status = this.status.now();
    const { user, system } = process.cpuUsage();
    return exposition({
      status,
      availability: this.availability.now(),
      limits: this.limits,
      instance: status.snapshot.instances.find(({ id }) => id === INSTANCE_ID) ?? null,
      cpuSeconds: (user + system) / 1e6,
    });
  }
}
