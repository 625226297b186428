import type { Indicator } from '../../../model/indicator.js';
import type { Status } from '../../../model/status.js';
import type { TrendPoint } from '../../../model/trend.js';
import { type Chip, verdictChip } from '../parts/chips.js';
import { connectionView, eventsFact } from '../parts/connection.view.js';
import { type Fact, fact } from '../parts/fact.js';
import { type SuspicionView, suspicionView } from '../parts/suspicion.view.js';

/** The bot's end of Discord's gateway. */
export interface GatewayView {
  readonly chip: Chip;
  readonly facts: readonly Fact[];
  readonly suspicion: SuspicionView | null;
}

export interface GatewayFacts {
  readonly status: Status;
  readonly trend: readonly TrendPoint[];
  readonly indicators: readonly Indicator[];
  /** Where Discord is, in words. */
  readonly discord: string;
}

export function gatewayView({ status, trend, indicators, discord }: GatewayFacts): GatewayView {
  return {
    chip: shardsChip(status),
    facts: [fact('Discord', discord), ...connectionView(status, indicators), eventsFact(status, trend)],
    suspicion: suspicionView(status),
  };
}

/** How many shards answer. What else may be wrong with the bot is none of its business. */
function shardsChip({ verdict, figures }: Status): Chip {
  const { answeringShardCount: answering, shardCount } = figures;
  const isWhole = answering === shardCount && shardCount > 0;
  return { ...verdictChip(isWhole ? 'operational' : verdict), word: `${answering} of ${shardCount}` };
}
