import { Injectable } from '@nestjs/common';
import { HistoryRecorder } from '../../../monitor/history.recorder.js';
import { TrendService } from '../../../monitor/trend.service.js';
import { latencyPoint } from '../charts/latency.view.js';
import type { OverviewFacts } from './overview.view.js';

/** Gathers what the curves of the overview are drawn of. */
@Injectable()
export class Curves {
  constructor(
    private readonly trend: TrendService,
    private readonly recorder: HistoryRecorder,
  ) {}

  now(): Pick<OverviewFacts, 'trend' | 'newest'> {
    return { trend: this.trend.recent(), newest: this.recorder.newest().map(latencyPoint) };
  }
}
