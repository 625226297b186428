import { IsInt, Max, Min } from 'class-validator';
import { Env } from './env.js';
import { FromNumber } from './from-text.js';

/** How many live streams may stand open: each open page is one. */
export class StreamSettings {
  /** For one address (of IPv6: one network), 1 to 100,000. */
  @Env('SSE_PER_ADDRESS')
  @FromNumber()
  @IsInt({ message: '$property must be a whole number' })
  @Min(1, { message: '$property must be 1 or more' })
  @Max(100_000, { message: '$property must be 100000 or less' })
  readonly perAddress: number = 20;

  /** For all addresses together, 1 to 100,000. */
  @Env('SSE_TOTAL')
  @FromNumber()
  @IsInt({ message: '$property must be a whole number' })
  @Min(1, { message: '$property must be 1 or more' })
  @Max(100_000, { message: '$property must be 100000 or less' })
  readonly total: number = 5_000;
}
