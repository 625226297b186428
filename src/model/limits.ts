/** Where fine ends. All of them are settings. */
export interface Limits {
  /** Milliseconds. A heartbeat that waits longer for its acknowledgement makes its shard a zombie. */
  readonly acknowledgeWithinMs: number;
  /** Milliseconds. Gateway latency (95th percentile over the shards) above it is a degradation. */
  readonly latencyMs: number;
  /** Milliseconds. Event-loop lag (99th percentile) above it is a degradation. */
  readonly eventLoopLagMs: number;
  /** Divides every waiting time of ours, 1 or more; a test sets it as it sets the embedded Discord's. */
  readonly timeFactor: number;
}

/** How long `ms` last under these limits, in milliseconds. */
export function span(ms: number, { timeFactor }: Pick<Limits, 'timeFactor'>): number {
  return ms / timeFactor;
}
