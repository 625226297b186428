import { Global, Module } from '@nestjs/common';
import { Lifecycle } from './lifecycle.js';
import { Probes } from './probes.js';
import { StatusService } from './status.service.js';
import { TrendService } from './trend.service.js';

@Global()
@Module({
  providers: [Lifecycle, Probes, StatusService, TrendService],
  exports: [Lifecycle, Probes, StatusService, TrendService],
})
export class MonitorModule {}
