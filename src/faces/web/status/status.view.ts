import { indicatorsOf } from '../../../model/health.js';
import type { Limits } from '../../../model/limits.js';
import type { Status } from '../../../model/status.js';
import type { TrendPoint } from '../../../model/trend.js';
import { type ActionsView, type Allowed, actionsView } from './actions.view.js';
import { type BudgetsView, budgetsView } from './budgets.view.js';
import { type GatewayView, gatewayView } from './gateway.view.js';
import { type IdentityView, identityView } from './identity.view.js';
import { type MissedView, missedView } from './missed.view.js';
import { type ProcessView, processView } from '../parts/process.view.js';
import { type ShardFilter, type ShardTableView, shardTableView } from './shard-table.view.js';

/** All that `views/pages/status.hbs` may know. */
export interface StatusView {
  readonly identity: IdentityView;
  /** `mayAct`: each shard leads to where it is reconnected. */
  readonly table: ShardTableView & { readonly mayAct: boolean };
  /** `null` for those who may not act. */
  readonly actions: ActionsView | null;
  readonly missed: MissedView;
  readonly budgets: BudgetsView;
  readonly gateway: GatewayView;
  /** `null` before its first sample. */
  readonly process: ProcessView | null;
}

export interface StatusFacts {
  readonly status: Status;
  readonly trend: readonly TrendPoint[];
  readonly limits: Limits;
  readonly filter: ShardFilter;
  readonly allowed: Allowed;
  /** Where Discord is, in words. */
  readonly discord: string;
}

export function statusView({ status, trend, limits, filter, allowed, discord }: StatusFacts): StatusView {
  const indicators = indicatorsOf(status, limits);
  return {
    identity: identityView(status),
    table: { ...shardTableView(status, filter), mayAct: allowed.mayAct },
    actions: actionsView(status, allowed),
    missed: missedView(status),
    budgets: budgetsView({ status, limits, indicators }),
    gateway: gatewayView({ status, trend, indicators, discord }),
    process: processView(status, indicators),
  };
}
