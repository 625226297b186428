import { IsInt, Max, Min } from 'class-validator';
import type { Limits } from '../model/limits.js';
import { Env } from './env.js';
import { FromNumber } from './from-text.js';

export class MonitorSettings implements Limits {
  /** Milliseconds, 1,000 to 60,000. A heartbeat unacknowledged for longer makes its shard a zombie, and it is connected anew. */
  @Env('LIMIT_ACKNOWLEDGEMENT_MS')
  @FromNumber()
  @IsInt({ message: '$property must be a whole number of milliseconds' })
  @Min(1_000, { message: '$property must be 1000 or more' })
  @Max(60_000, { message: '$property must be 60000 or less' })
  readonly acknowledgeWithinMs: number = 10_000;

  /** Milliseconds, 1,000 to 60,000. A shard whose canary is unanswered for longer, twice in a row, is deaf. */
  @Env('LIMIT_CANARY_MS')
  @FromNumber()
  @IsInt({ message: '$property must be a whole number of milliseconds' })
  @Min(1_000, { message: '$property must be 1000 or more' })
  @Max(60_000, { message: '$property must be 60000 or less' })
  readonly canaryWithinMs: number = 10_000;

  /** Milliseconds, 50 to 60,000. Gateway latency (95th percentile) above it makes the bot degraded. */
  @Env('LIMIT_LATENCY_MS')
  @FromNumber()
  @IsInt({ message: '$property must be a whole number of milliseconds' })
  @Min(50, { message: '$property must be 50 or more' })
  @Max(60_000, { message: '$property must be 60000 or less' })
  readonly latencyMs: number = 1_000;

  /** Milliseconds, 100 to 3,000. Time to acknowledge an interaction (95th percentile) above it makes the bot degraded. */
  @Env('LIMIT_INTERACTION_MS')
  @FromNumber()
  @IsInt({ message: '$property must be a whole number of milliseconds' })
  @Min(100, { message: '$property must be 100 or more' })
  @Max(3_000, { message: '$property must be 3000 or less' })
  readonly interactionMs: number = 2_000;

  /** Percent, 0 to 100. Fewer interactions acknowledged within 3 seconds make the bot degraded. */
  @Env('LIMIT_INTERACTION_SUCCESS_PERCENT')
  @FromNumber()
  @IsInt({ message: '$property must be a whole number of percent' })
  @Min(0, { message: '$property must be 0 or more' })
  @Max(100, { message: '$property must be 100 or less' })
  readonly interactionSuccessPercent: number = 98;

  /** Milliseconds, 20 to 60,000. Event-loop lag (99th percentile) above it makes the bot degraded. */
  @Env('LIMIT_EVENT_LOOP_LAG_MS')
  @FromNumber()
  @IsInt({ message: '$property must be a whole number of milliseconds' })
  @Min(20, { message: '$property must be 20 or more' })
  @Max(60_000, { message: '$property must be 60000 or less' })
  readonly eventLoopLagMs: number = 500;

  /** Percent, 1 to 100. More of Discord's 10,000 invalid requests in 10 minutes make the bot degraded. */
  @Env('LIMIT_INVALID_REQUESTS_PERCENT')
  @FromNumber()
  @IsInt({ message: '$property must be a whole number of percent' })
  @Min(1, { message: '$property must be 1 or more' })
  @Max(100, { message: '$property must be 100 or less' })
  readonly invalidRequestsPercent: number = 50;

  /** Percent, 1 to 100. More requests that fail at Discord, or get no answer, make the bot degraded. */
  @Env('LIMIT_REST_FAILURES_PERCENT')
  @FromNumber()
  @IsInt({ message: '$property must be a whole number of percent' })
  @Min(1, { message: '$property must be 1 or more' })
  @Max(100, { message: '$property must be 100 or less' })
  readonly restFailuresPercent: number = 20;

  /** Milliseconds, 50 to 60,000. A clock further away from Discord's is warned of. */
  @Env('LIMIT_CLOCK_OFFSET_MS')
  @FromNumber()
  @IsInt({ message: '$property must be a whole number of milliseconds' })
  @Min(50, { message: '$property must be 50 or more' })
  @Max(60_000, { message: '$property must be 60000 or less' })
  readonly clockOffsetMs: number = 500;

  /** For tests: divides every waiting time of ours, 1 to 10,000, beside an embedded Discord with the same factor. */
  @Env('TIME_FACTOR')
  @FromNumber()
  @IsInt({ message: '$property must be a whole number' })
  @Min(1, { message: '$property must be 1 or more' })
  @Max(10_000, { message: '$property must be 10000 or less' })
  readonly timeFactor: number = 1;
}
