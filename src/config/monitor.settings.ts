import { IsInt, Max, Min } from 'class-validator';
import type { Limits } from '../model/limits.js';
import { Env } from './env.js';
import { FromNumber } from './from-text.js';

export class MonitorSettings implements Limits {
  /** Milliseconds, 1,000 to 60,000. A heartbeat unacknowledged for longer makes its shard a zombie. */
  @Env('LIMIT_ACKNOWLEDGEMENT_MS')
  @FromNumber()
  @IsInt({ message: '$property must be a whole number of milliseconds' })
  @Min(1_000, { message: '$property must be 1000 or more' })
  @Max(60_000, { message: '$property must be 60000 or less' })
  readonly acknowledgeWithinMs: number = 10_000;

  /** Milliseconds, 50 to 60,000. Gateway latency (95th percentile) above it makes the bot degraded. */
  @Env('LIMIT_LATENCY_MS')
  @FromNumber()
  @IsInt({ message: '$property must be a whole number of milliseconds' })
  @Min(50, { message: '$property must be 50 or more' })
  @Max(60_000, { message: '$property must be 60000 or less' })
  readonly latencyMs: number = 1_000;

  /** Milliseconds, 20 to 60,000. Event-loop lag (99th percentile) above it makes the bot degraded. */
  @Env('LIMIT_EVENT_LOOP_LAG_MS')
  @FromNumber()
  @IsInt({ message: '$property must be a whole number of milliseconds' })
  @Min(20, { message: '$property must be 20 or more' })
  @Max(60_000, { message: '$property must be 60000 or less' })
  readonly eventLoopLagMs: number = 500;

  /** For tests: divides every waiting time of ours, 1 to 10,000, beside an embedded Discord with the same factor. */
  @Env('TIME_FACTOR')
  @FromNumber()
  @IsInt({ message: '$property must be a whole number' })
  @Min(1, { message: '$property must be 1 or more' })
  @Max(10_000, { message: '$property must be 10000 or less' })
  readonly timeFactor: number = 1;
}
