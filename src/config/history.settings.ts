import { IsInt, Max, Min } from 'class-validator';
import { Env } from './env.js';
import { FromNumber } from './from-text.js';

/** How long history is kept, in days. What is older stays in the next longer span; days are kept for ever. */
export class HistorySettings {
  /** Days, 1 to 30, of points of ten seconds. */
  @Env('HISTORY_FINE_DAYS')
  @FromNumber()
  @IsInt({ message: '$property must be a whole number of days' })
  @Min(1, { message: '$property must be 1 or more' })
  @Max(30, { message: '$property must be 30 or less' })
  readonly tenSecondDays: number = 2;

  /** Days, 1 to 365, of minutes. */
  @Env('HISTORY_MINUTE_DAYS')
  @FromNumber()
  @IsInt({ message: '$property must be a whole number of days' })
  @Min(1, { message: '$property must be 1 or more' })
  @Max(365, { message: '$property must be 365 or less' })
  readonly minuteDays: number = 30;

  /** Days, 1 to 3,650, of quarters of an hour. */
  @Env('HISTORY_QUARTER_DAYS')
  @FromNumber()
  @IsInt({ message: '$property must be a whole number of days' })
  @Min(1, { message: '$property must be 1 or more' })
  @Max(3_650, { message: '$property must be 3650 or less' })
  readonly quarterDays: number = 365;
}
