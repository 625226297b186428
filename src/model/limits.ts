/** Where fine ends. All of them are settings. */
export interface Limits {
  /** Milliseconds. A heartbeat that waits longer for its acknowledgement makes its shard a zombie. */
  readonly acknowledgeWithinMs: number;
  /** Milliseconds. Two canaries in a row that wait longer for their answer make their shard deaf. */
  readonly canaryWithinMs: number;
  /** Milliseconds. Gateway latency (95th percentile over the shards) above it is a degradation. */
  readonly latencyMs: number;
  /** Milliseconds. Time to acknowledge an interaction (95th percentile of 5 minutes) above it is a degradation. */
  readonly interactionMs: number;
  /** Percent, 0 to 100. Fewer interactions acknowledged in time (of 5 minutes) are a degradation. */
  readonly interactionSuccessPercent: number;
  /** Milliseconds. Event-loop lag (99th percentile) above it is a degradation. */
  readonly eventLoopLagMs: number;
  /** Percent, 0 to 100, of the invalid requests that Discord allows in 10 minutes. More of them are a degradation. */
  readonly invalidRequestsPercent: number;
  /** Percent, 0 to 100. More requests (of 5 minutes) that fail with 5xx or without an answer are a degradation. */
  readonly restFailuresPercent: number;
  /** Milliseconds, ahead or behind. A clock further away from Discord's is worth a warning. */
  readonly clockOffsetMs: number;
  /** Divides every waiting time of ours, 1 or more; a test sets it as it sets the embedded Discord's. */
  readonly timeFactor: number;
}

/** Real milliseconds that no time factor takes from an answer: a busy machine needs them. */
const SHORTEST_PATIENCE_MS = 250;

/** How long an answer that has `ms` may take under these limits, in milliseconds. */
export function patience(ms: number, limits: Pick<Limits, 'timeFactor'>): number {
  return Math.max(SHORTEST_PATIENCE_MS, span(ms, limits));
}

/** How long `ms` last under these limits, in milliseconds. */
export function span(ms: number, { timeFactor }: Pick<Limits, 'timeFactor'>): number {
  return ms / timeFactor;
}
