import { IsInt, Max, Min } from 'class-validator';
import { Env } from './env.js';
import { FromNumber } from './from-text.js';

/** How much of the event log is kept: what is older, or more, is forgotten. */
export class EventSettings {
  /** Days, 1 to 3,650. */
  @Env('EVENT_DAYS')
  @FromNumber()
  @IsInt({ message: '$property must be a whole number of days' })
  @Min(1, { message: '$property must be 1 or more' })
  @Max(3_650, { message: '$property must be 3650 or less' })
  readonly days: number = 14;

  /** Lines, 1,000 to 1,000,000. A search goes through 100,000 of them within some 50 ms. */
  @Env('EVENT_LINES')
  @FromNumber()
  @IsInt({ message: '$property must be a whole number of lines' })
  @Min(1_000, { message: '$property must be 1000 or more' })
  @Max(1_000_000, { message: '$property must be 1000000 or less' })
  readonly lines: number = 100_000;
}
