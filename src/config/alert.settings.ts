import { IsBoolean, IsOptional } from 'class-validator';
import { Env } from './env.js';
import { FromBoolean } from './from-text.js';
import { IsReceiverUrl } from './receiver-url.js';

export class AlertSettings {
  /** Where openings and closings of incidents are told: a Discord webhook, or whatever takes JSON. */
  @Env('ALERT_WEBHOOK_URL', { isSecret: true })
  @IsOptional()
  @IsReceiverUrl()
  readonly webhookUrl?: string;

  /** Asked once a minute (GET) while every shard answers, so that somebody outside notices when that ends. */
  @Env('HEARTBEAT_URL', { isSecret: true })
  @IsOptional()
  @IsReceiverUrl()
  readonly heartbeatUrl?: string;

  /** Whether both may be on this machine. Link-local addresses, where clouds keep their secrets, never may. */
  @Env('ALERT_LOOPBACK')
  @FromBoolean()
  @IsBoolean({ message: '$property must be true or false' })
  readonly mayUseLoopback: boolean = false;
}
