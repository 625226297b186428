import type { Indicator } from '../../model/indicator.js';
import type { Status } from '../../model/status.js';
import { type TrendPoint, rates } from '../../model/trend.js';
import { NONE, rateIn } from '../format.js';
import { type Chip, verdictChip } from './chips.js';
import { connectionView } from './connection.view.js';
import { type Fact, fact } from './fact.js';
import { type SuspicionView, suspicionView } from './suspicion.view.js';

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
  const { figures, verdict } = status;
  return {
    chip: { ...verdictChip(verdict), word: `${figures.answeringShardCount} of ${figures.shardCount}` },
    facts: [fact('Discord', discord), ...connectionView(status, indicators), fact('Events', eventRate(trend))],
    suspicion: suspicionView(status),
  };
}

function eventRate(trend: readonly TrendPoint[]): string {
  const [first, last] = [trend.slice(-12)[0], trend.at(-1)];
  if (!first || !last || first === last) return NONE;
  const { value, unit } = rateIn(rates([first, last], 'eventCount', 1_000)[0] ?? 0);
  return `${value} ${unit}`;
}
