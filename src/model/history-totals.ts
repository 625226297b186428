import type { HistoryCounts } from './history.js';
import { type Histogram, noDurations, readHistogram } from './histogram.js';
import type { Status } from './status.js';

/** What the process has counted since it started. */
export interface Totals {
  readonly counts: HistoryCounts;
  readonly acknowledgement: Histogram;
}

/** A process that has just started. */
export const noTotals: Totals = {
  counts: {
    events: 0,
    interactions: 0,
    missedInteractions: 0,
    errors: 0,
    requests: 0,
    failedRequests: 0,
    identifies: 0,
    resumes: 0,
    blindMs: 0,
    cpuMs: 0,
  },
  acknowledgement: noDurations,
};

export function totalsOf({ shards, snapshot: { instances, interactions, rest } }: Status): Totals {
  const sum = (pick: (shard: Status['shards'][number]) => number) =>
    shards.reduce((total, shard) => total + pick(shard), 0);
  const failed = rest?.routes.filter(({ status }) => status === 0 || status >= 500) ?? [];
  const [own] = instances;
  return {
    counts: {
      events: sum(({ eventCount }) => eventCount),
      interactions: sum(({ interactionCount }) => interactionCount),
      missedInteractions: (interactions?.lateCount ?? 0) + (interactions?.missedCount ?? 0),
      errors: sum(({ malformedCount }) => malformedCount) + (own?.uncaughtErrorCount ?? 0),
      requests: rest?.requestCount ?? 0,
      failedRequests: failed.reduce((total, { count }) => total + count, 0),
      identifies: sum(({ identifyCount }) => identifyCount),
      resumes: sum(({ resumeCount }) => resumeCount),
      blindMs: sum(({ blindMs }) => blindMs),
      cpuMs: own?.cpuMs ?? 0,
    },
    acknowledgement: readHistogram(interactions?.acknowledgedIn ?? ''),
  };
}

/** What was counted between two moments; never negative, for a counter may begin anew. */
export function since(before: Totals, after: Totals): Totals {
  const names = Object.keys(after.counts) as (keyof HistoryCounts)[];
  const grown = names.map((name) => [name, Math.max(0, after.counts[name] - before.counts[name])]);
  const counts = Object.fromEntries(grown) as Record<keyof HistoryCounts, number>;
  const acknowledgement = [...after.acknowledgement]
    .map(([at, count]) => [at, count - (before.acknowledgement.get(at) ?? 0)] as const)
    .filter(([, count]) => count > 0);
  return { counts, acknowledgement: new Map(acknowledgement) };
}
