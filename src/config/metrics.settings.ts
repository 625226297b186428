import { IsOptional, MinLength } from 'class-validator';
import { Env } from './env.js';

export class MetricsSettings {
  /** With it `/metrics` asks for it; without it, only this machine and trusted proxies are answered. */
  @Env('METRICS_TOKEN', { isSecret: true })
  @IsOptional()
  @MinLength(16, { message: '$property must be 16 characters or more: openssl rand -hex 24 makes a good one' })
  readonly token?: string;
}
