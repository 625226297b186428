/** Where fine ends. All of them are settings. */
export interface Limits {
  /** Milliseconds. A heartbeat that waits longer for its acknowledgement makes its shard a zombie. */
  readonly acknowledgeWithinMs: number;
  /** Milliseconds. Gateway latency (95th percentile over the shards) above it is a degradation. */
  readonly latencyMs: number;
  /** Milliseconds. Event-loop lag (99th percentile) above it is a degradation. */
  readonly eventLoopLagMs: number;
}
