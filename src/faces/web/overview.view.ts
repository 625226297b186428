import type { Availability } from '../../model/availability.js';
import { indicatorsOf } from '../../model/health.js';
import type { Limits } from '../../model/limits.js';
import type { Status } from '../../model/status.js';
import type { TrendPoint } from '../../model/trend.js';
import { budgetMeters } from './budget-meters.js';
import type { Band } from './chart-bands.js';
import { connectionView } from './connection.view.js';
import type { Fact } from './fact.js';
import { type FigureView, figuresView } from './figures.view.js';
import type { Meter } from './meter.js';
import { type HappeningView, latelyView } from './lately.view.js';
import { type LatencyPoint, type MarksView, marksView } from './latency.view.js';
import { type ProcessView, processView } from './process.view.js';
import { type ShardGridView, shardGridView } from './shard-grid.view.js';
import { type VerdictView, verdictView } from './verdict.view.js';

/** All that `views/pages/overview.hbs` may know: words ready to print, nothing left to decide. */
export interface OverviewView {
  readonly verdict: VerdictView;
  readonly figures: readonly FigureView[];
  readonly grid: ShardGridView;
  readonly budgets: readonly Meter[];
  readonly connection: readonly Fact[];
  /** `null` before its first sample. */
  readonly process: ProcessView | null;
  readonly lately: readonly HappeningView[];
  readonly marks: MarksView;
}

/** What the overview is made of. */
export interface OverviewFacts {
  readonly status: Status;
  readonly availability: Availability;
  /** Oldest first, 5 s apart. */
  readonly trend: readonly TrendPoint[];
  readonly limits: Limits;
  /** Of the last minute, oldest first. */
  readonly newest: readonly LatencyPoint[];
  readonly bands: readonly Band[];
}

export function overviewView(facts: OverviewFacts): OverviewView {
  const { status, availability, trend, limits } = facts;
  const indicators = indicatorsOf(status, limits);
  return {
    verdict: verdictView(status, availability),
    figures: figuresView({ status, trend, indicators }),
    grid: shardGridView(status),
    budgets: budgetMeters({ status, limits, indicators }),
    connection: connectionView(status, indicators),
    process: processView(status, indicators),
    lately: latelyView(status),
    marks: marksView(facts.newest, facts.bands),
  };
}
