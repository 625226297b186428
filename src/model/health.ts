import { budgetChecks } from './budget-checks.js';
import { discordChecks } from './discord-checks.js';
import type { Indicator, IndicatorState } from './indicator.js';
import type { Limits } from './limits.js';
import { processChecks } from './process-checks.js';
import type { Status } from './status.js';

const rank: Record<IndicatorState, number> = { fail: 0, warn: 1, pass: 2, off: 3 };

/** Everything that is checked, worst first. Pure, like the verdict: `/health` and its page say the same. */
export function indicatorsOf(status: Status, limits: Limits): readonly Indicator[] {
  return [...discordChecks, ...budgetChecks, ...processChecks]
    .map((check) => check(status, limits))
    .sort((a, b) => rank[a.state] - rank[b.state]);
}
