import type { JudgedShard } from '../../model/figures.js';
import type { Indicator } from '../../model/indicator.js';
import type { Status } from '../../model/status.js';
import { type TrendPoint, rates } from '../../model/trend.js';
import { NONE, number, rateIn } from '../format.js';
import { type Chip, verdictChip } from './chips.js';
import { connectionView } from './connection.view.js';
import { type Fact, fact } from './fact.js';

/** The bot's end of Discord's gateway. */
export interface GatewayView {
  readonly chip: Chip;
  readonly facts: readonly Fact[];
}

/** What stands on the identity strip already. */
const SAID_ELSEWHERE = ['Started', 'Last stop'];

export interface GatewayFacts {
  readonly status: Status;
  readonly trend: readonly TrendPoint[];
  readonly indicators: readonly Indicator[];
  /** Where Discord is, in words. */
  readonly discord: string;
}

export function gatewayView({ status, trend, indicators, discord }: GatewayFacts): GatewayView {
  const { shards, figures, verdict } = status;
  return {
    chip: { ...verdictChip(verdict), word: `${figures.answeringShardCount} of ${figures.shardCount}` },
    facts: [
      fact('Discord', discord),
      ...connectionView(status, indicators).filter(({ label }) => !SAID_ELSEWHERE.includes(label)),
      fact('Events', eventRate(trend)),
      fact('Not available', shards.length > 0 ? number(figures.unavailableGuildCount) : NONE),
      fact('Last close', lastClose(shards)),
    ],
  };
}

function eventRate(trend: readonly TrendPoint[]): string {
  const [first, last] = [trend.slice(-12)[0], trend.at(-1)];
  if (!first || !last || first === last) return NONE;
  const { value, unit } = rateIn(rates([first, last], 'eventCount', 1_000)[0] ?? 0);
  return `${value} ${unit}`;
}

function lastClose(shards: readonly JudgedShard[]): string {
  const closed = shards
    .filter(({ lastCloseCode }) => lastCloseCode !== null)
    .sort((a, b) => b.connectionSince - a.connectionSince)[0];
  return closed ? `code ${closed.lastCloseCode}, shard ${closed.id}` : 'none';
}
