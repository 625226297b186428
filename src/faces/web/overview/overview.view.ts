import type { Availability } from '../../../model/availability.js';
import { indicatorsOf } from '../../../model/health.js';
import type { IncidentSummary } from '../../../model/incident.js';
import type { Limits } from '../../../model/limits.js';
import type { Status } from '../../../model/status.js';
import type { TrendPoint } from '../../../model/trend.js';
import { budgetMeters } from '../parts/budget-meters.js';
import { chartBands } from '../charts/chart-bands.js';
import { connectionView, eventsFact } from '../parts/connection.view.js';
import type { Fact } from '../parts/fact.js';
import { type ErrorsView, type NameOf, errorsView } from './errors.view.js';
import { type FigureView, figuresView } from './figures.view.js';
import { type IncidentRow, incidentRow } from '../incidents/incident-row.view.js';
import { lastDays } from '../incidents/incidents.view.js';
import type { Meter } from '../parts/meter.js';
import { type HappeningView, latelyView } from './lately.view.js';
import { type CurvePoint, type MarksView, marksView } from '../charts/latency.view.js';
import { type ProcessView, processView } from '../parts/process.view.js';
import { type ShardGridView, shardGridView } from './shard-grid.view.js';
import { type VerdictView, verdictView } from './verdict.view.js';
import { type WayOut, wayOut } from './way-out.view.js';

/** All that `views/pages/overview.hbs` may know: words ready to print, nothing left to decide. */
export interface OverviewView {
  readonly verdict: VerdictView;
  /** What can be done about the verdict; `null` where nothing can, or whoever looks may not. */
  readonly wayOut: WayOut | null;
  readonly figures: readonly FigureView[];
  readonly grid: ShardGridView;
  readonly budgets: readonly Meter[];
  readonly connection: readonly Fact[];
  /** `null` before its first sample. */
  readonly process: ProcessView | null;
  /** The newest of the last 30 days. */
  readonly incidents: readonly IncidentRow[];
  /** `null` for those who may not read names. */
  readonly errors: ErrorsView | null;
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
  readonly newest: readonly CurvePoint[];
  /** Of the last 90 days, newest first. */
  readonly incidents: readonly IncidentSummary[];
}

/** What whoever looks may see and do. */
export interface Reader {
  readonly mayAct: boolean;
  /** `null` where they may not read names. */
  readonly nameOf: NameOf | null;
}

const stranger: Reader = { mayAct: false, nameOf: null };

const MOST_INCIDENTS = 4;

export function overviewView(facts: OverviewFacts, { mayAct, nameOf }: Reader = stranger): OverviewView {
  const { status, availability, trend, limits, incidents } = facts;
  const indicators = indicatorsOf(status, limits);
  return {
    verdict: verdictView(status, availability, incidents),
    wayOut: mayAct ? wayOut(status) : null,
    figures: figuresView({ status, trend, indicators }),
    grid: shardGridView(status),
    budgets: budgetMeters({ status, limits, indicators }),
    connection: [...connectionView(status, indicators), eventsFact(status, trend)],
    process: processView(status, indicators),
    incidents: lastDays({ recent: incidents, now: status.at })
      .slice(0, MOST_INCIDENTS)
      .map((incident) => incidentRow(incident, status.at)),
    errors: nameOf && errorsView(status, nameOf),
    lately: latelyView(status),
    marks: marksView(facts.newest, chartBands(incidents)),
  };
}
