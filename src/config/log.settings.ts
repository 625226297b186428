import { IsIn, IsOptional } from 'class-validator';
import { Env } from './env.js';

const LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace'];

export class LogSettings {
  /** The least important level that is written. */
  @Env('LOG_LEVEL')
  @IsIn(LEVELS, { message: `$property must be one of ${LEVELS.join(', ')}` })
  readonly level: string = 'info';

  /** `pretty` for people, `json` for machines. Default: pretty on a terminal, else json. */
  @Env('LOG_FORMAT')
  @IsOptional()
  @IsIn(['pretty', 'json'], { message: '$property must be pretty or json' })
  readonly format?: 'pretty' | 'json';
}

/** How lines look where LOG_FORMAT is not set. */
export function usualFormat(): 'pretty' | 'json' {
  return process.stdout.isTTY ? 'pretty' : 'json';
}
