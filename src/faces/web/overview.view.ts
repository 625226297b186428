import type { Availability } from '../../model/availability.js';
import { indicatorsOf } from '../../model/health.js';
import type { IncidentSummary } from '../../model/incident.js';
import type { Limits } from '../../model/limits.js';
import type { Status } from '../../model/status.js';
import type { TrendPoint } from '../../model/trend.js';
import { budgetMeters } from './budget-meters.js';
import { chartBands } from './chart-bands.js';
import { connectionView } from './connection.view.js';
import type { Fact } from './fact.js';
import { type FigureView, figuresView } from './figures.view.js';
import { type IncidentRow, incidentRow } from './incident-row.view.js';
import { lastDays } from './incidents.view.js';
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
  /** The newest of the last 30 days. */
  readonly incidents: readonly IncidentRow[];
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
  /** Of the last 90 days, newest first. */
  readonly incidents: readonly IncidentSummary[];
}

const MOST_INCIDENTS = 4;

export function overviewView(facts: OverviewFacts): OverviewView {
  const { status, availability, trend, limits, incidents } = facts;
  const indicators = indicatorsOf(status, limits);
  return {
    verdict: verdictView(status, availability, incidents),
    figures: figuresView({ status, trend, indicators }),
    grid: shardGridView(status),
    budgets: budgetMeters({ status, limits, indicators }),
    connection: connectionView(status, indicators),
    process: processView(status, indicators),
    incidents: lastDays({ recent: incidents, now: status.at })
      .slice(0, MOST_INCIDENTS)
      .map((incident) => incidentRow(incident, status.at)),
    lately: latelyView(status),
    marks: marksView(facts.newest, chartBands(incidents)),
  };
}
