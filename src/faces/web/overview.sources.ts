import { Injectable } from '@nestjs/common';
import { MonitorSettings } from '../../config/monitor.settings.js';
import type { Status } from '../../model/status.js';
import { AvailabilityService } from '../../monitor/availability.service.js';
import { HistoryRecorder } from '../../monitor/history.recorder.js';
import { TrendService } from '../../monitor/trend.service.js';
import { latencyPoint } from './latency.view.js';
import type { OverviewFacts } from './overview.view.js';

/** Gathers what the overview shows beside the status. */
@Injectable()
export class OverviewSources {
  constructor(
    private readonly trend: TrendService,
    private readonly limits: MonitorSettings,
    private readonly availability: AvailabilityService,
    private readonly recorder: HistoryRecorder,
  ) {}

  of(status: Status): Omit<OverviewFacts, 'incidents'> {
    return {
      status,
      availability: this.availability.now(),
      trend: this.trend.recent(),
      limits: this.limits,
      newest: this.recorder.newest().map(latencyPoint),
    };
  }
}
