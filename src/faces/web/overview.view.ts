import { indicatorsOf } from '../../model/health.js';
import type { Limits } from '../../model/limits.js';
import type { Status } from '../../model/status.js';
import type { TrendPoint } from '../../model/trend.js';
import { connectionView } from './connection.view.js';
import type { Fact } from './fact.js';
import { type FigureView, figuresView } from './figures.view.js';
import { type HappeningView, latelyView } from './lately.view.js';
import { type ProcessView, processView } from './process.view.js';
import { type ShardGridView, shardGridView } from './shard-grid.view.js';
import { type VerdictView, verdictView } from './verdict.view.js';

/** All that `views/pages/overview.hbs` may know: words ready to print, nothing left to decide. */
export interface OverviewView {
  readonly verdict: VerdictView;
  readonly figures: readonly FigureView[];
  readonly grid: ShardGridView;
  readonly connection: readonly Fact[];
  /** `null` before its first sample. */
  readonly process: ProcessView | null;
  readonly lately: readonly HappeningView[];
}

export function overviewView(status: Status, trend: readonly TrendPoint[], limits: Limits): OverviewView {
  const indicators = indicatorsOf(status, limits);
  return {
    verdict: verdictView(status),
    figures: figuresView({ status, trend, indicators }),
    grid: shardGridView(status),
    connection: connectionView(status, indicators),
    process: processView(status, indicators),
    lately: latelyView(status),
  };
}
