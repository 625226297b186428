import { IsOptional, IsUrl } from 'class-validator';
import { Env } from './env.js';

export class IncidentSettings {
  /** Address of Discord's status page, asked at most once a minute while something is wrong. */
  @Env('STATUS_PAGE_URL')
  @IsOptional()
  @IsUrl(
    { protocols: ['http', 'https'], require_protocol: true, require_tld: false },
    {
      message: '$property must be an address such as https://discordstatus.com',
    },
  )
  readonly statusPageUrl?: string;
}
