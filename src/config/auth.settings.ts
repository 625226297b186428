import { IsBoolean, IsIn, IsOptional, Matches, MinLength } from 'class-validator';
import type { PublicView } from '../model/may.js';
import { Env } from './env.js';
import { FromBoolean, FromList } from './from-text.js';

const VIEWS: readonly PublicView[] = ['none', 'status', 'full'];
/** https://docs.discord.com/developers/reference#snowflakes */
const SNOWFLAKE = /^\d{15,21}$/;
const IDS = { each: true, message: '$property must be ids of Discord users (15 to 21 digits), separated by commas' };

export class AuthSettings {
  /** What anybody may see without signing in. Default: `none` with a bot of your own, `full` in the demo. */
  @Env('PUBLIC_VIEW')
  @IsOptional()
  @IsIn(VIEWS, { message: `$property must be one of ${VIEWS.join(', ')}` })
  readonly publicView?: PublicView;

  /** Whether somebody who can read the log may sign in by a one-time link. Default: only where HOST is this machine. */
  @Env('SIGNIN_LINK')
  @FromBoolean()
  @IsOptional()
  @IsBoolean({ message: '$property must be true or false' })
  readonly signinLink?: boolean;

  /** Of the application, for signing in with Discord. Without it nobody can. */
  @Env('DISCORD_CLIENT_SECRET', { isSecret: true })
  @IsOptional()
  @MinLength(16, { message: '$property does not look like a client secret' })
  readonly clientSecret?: string;

  /** Snowflakes of people who are admins besides those of the application's team. */
  @Env('ADMIN_IDS')
  @FromList()
  @Matches(SNOWFLAKE, IDS)
  readonly adminIds: readonly string[] = [];

  /** Snowflakes of people who may act. */
  @Env('OPERATOR_IDS')
  @FromList()
  @Matches(SNOWFLAKE, IDS)
  readonly operatorIds: readonly string[] = [];

  /** Snowflakes of people who may look. */
  @Env('VIEWER_IDS')
  @FromList()
  @Matches(SNOWFLAKE, IDS)
  readonly viewerIds: readonly string[] = [];

  /** A key with which a program may do everything over the API; others are made with it. */
  @Env('API_KEY', { isSecret: true })
  @IsOptional()
  @MinLength(32, { message: '$property must be 32 characters or more: openssl rand -hex 24 makes a good one' })
  readonly apiKey?: string;
}
