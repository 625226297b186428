import type { Limits } from './limits.js';
import { type Shard, type ShardPhase, answers, phaseOf } from './shard.js';
import type { Seen, Snapshot } from './snapshot.js';

/** A shard with the judgement on it. */
export type JudgedShard = Seen<Shard> & { readonly phase: ShardPhase };

/** The whole bot in numbers; `null` is not known. */
export interface Figures {
  readonly shardCount: number;
  readonly answeringShardCount: number;
  /** `null` before Discord has named the guilds of any shard. */
  readonly guildCount: number | null;
  /** Guilds that Discord itself cannot serve just now. */
  readonly unavailableGuildCount: number;
  /** Guilds on shards that do not answer. */
  readonly unservedGuildCount: number;
  /** Milliseconds, median over the answering shards. */
  readonly latencyMs: number | null;
  /** Milliseconds, 95th percentile over the answering shards. */
  readonly latencyP95Ms: number | null;
  /** Epoch milliseconds of the newest acknowledgement behind the latency. */
  readonly latencyAt: number | null;
}

export function judgedShards({ shards }: Snapshot, limits: Limits, now: number): readonly JudgedShard[] {
  return shards.map((shard) => ({ ...shard, phase: phaseOf(shard, limits, now) }));
}

export function figuresOf(shards: readonly JudgedShard[]): Figures {
  const answering = shards.filter(({ phase }) => answers(phase));
  const latencies = answering.flatMap(({ latencyMs }) => latencyMs ?? []).sort((a, b) => a - b);
  const guildCount = sum(shards, (shard) => shard.guildCount);
  const isNamed = shards.some(({ sessionStartedAt }) => sessionStartedAt !== null);
  return {
    shardCount: shards[0]?.of ?? 0,
    answeringShardCount: answering.length,
    guildCount: isNamed ? guildCount : null,
    unavailableGuildCount: sum(shards, (shard) => shard.unavailableGuildCount),
    unservedGuildCount: guildCount - sum(answering, (shard) => shard.guildCount),
    latencyMs: percentile(latencies, 0.5),
    latencyP95Ms: percentile(latencies, 0.95),
    latencyAt: latest(answering.map(({ heartbeatAcknowledgedAt }) => heartbeatAcknowledgedAt)),
  };
}

function sum(shards: readonly JudgedShard[], pick: (shard: JudgedShard) => number): number {
  return shards.reduce((total, shard) => total + pick(shard), 0);
}

/** The nearest-rank percentile of `sorted` (ascending); `null` of nothing. */
function percentile(sorted: readonly number[], share: number): number | null {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? null;
}

function latest(times: readonly (number | null)[]): number | null {
  return times.reduce((last, at) => (last === null || (at !== null && at > last) ? at : last), null);
}
