import type { CommandUse } from './command-use.js';
import type { HistoryCounts, HistoryPoint } from './history.js';
import { commandsSince } from './history-commands.js';
import { type Histogram, noDurations, readHistogram } from './histogram.js';
import type { Shard } from './shard.js';
import type { Snapshot } from './snapshot.js';
import type { Status } from './status.js';

/** What the process has counted since it started. */
export interface Totals {
  readonly counts: HistoryCounts;
  readonly acknowledgement: Histogram;
  readonly commands: readonly CommandUse[];
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
  commands: [],
};

export function totalsOf({ shards, snapshot }: Status): Totals {
  const sum = (pick: (shard: Shard) => number) => shards.reduce((total, shard) => total + pick(shard), 0);
  const { uncaughtErrorCount = 0, cpuMs = 0 } = snapshot.instances[0] ?? {};
  const { lateCount = 0, missedCount = 0, acknowledgedIn = '' } = snapshot.interactions ?? {};
  return {
    counts: {
      events: sum(({ eventCount }) => eventCount),
      interactions: sum(({ interactionCount }) => interactionCount),
      missedInteractions: lateCount + missedCount,
      errors: sum(({ malformedCount }) => malformedCount) + uncaughtErrorCount,
      ...requestsOf(snapshot),
      identifies: sum(({ identifyCount }) => identifyCount),
      resumes: sum(({ resumeCount }) => resumeCount),
      blindMs: sum(({ blindMs }) => blindMs),
      cpuMs,
    },
    acknowledgement: readHistogram(acknowledgedIn),
    commands: snapshot.commandUses?.commands ?? [],
  };
}

function requestsOf({ rest }: Snapshot) {
  const { requestCount = 0, routes = [] } = rest ?? {};
  const failed = routes.filter(({ status }) => status === 0 || status >= 500);
  return { requests: requestCount, failedRequests: failed.reduce((total, { count }) => total + count, 0) };
}

/** What was counted between two moments; never negative, for a counter may begin anew. */
export function since(before: Totals, after: Totals): Pick<HistoryPoint, 'counts' | 'acknowledgement' | 'commands'> {
  const names = Object.keys(after.counts) as (keyof HistoryCounts)[];
  const grown = names.map((name) => [name, Math.max(0, after.counts[name] - before.counts[name])]);
  const counts = Object.fromEntries(grown) as Record<keyof HistoryCounts, number>;
  const acknowledgement = [...after.acknowledgement]
    .map(([at, count]) => [at, count - (before.acknowledgement.get(at) ?? 0)] as const)
    .filter(([, count]) => count > 0);
  const commands = commandsSince(before.commands, after.commands);
  return { counts, acknowledgement: new Map(acknowledgement), commands };
}
