import {
  ArrayContains,
  IsBoolean,
  IsDefined,
  IsIn,
  IsInt,
  IsOptional,
  Matches,
  Max,
  Min,
  ValidateBy,
  ValidateIf,
} from 'class-validator';
import type { CommandSyncMode } from '../model/command-sync.js';
import { IsAddress } from './address.js';
import { Env } from './env.js';
import { FromBoolean, FromList, FromNumber } from './from-text.js';
import { INTENTS } from './intents.js';

/** Three parts with dots between: https://docs.discord.com/developers/reference#authentication */
export const BOT_TOKEN = /^[\w-]+\.[\w-]+\.[\w-]+$/;

/** Discord accepts no more: https://docs.discord.com/developers/events/gateway#sharding has no upper bound, 16,384 is ours. */
const MOST_SHARDS = 16_384;

/** Where commands go that name this instead of a server: to the server of HOME_GUILD_ID. */
export const HOME_GUILD = 'home';

export class GatewaySettings {
  /** The bot's token. Without one the bot talks to the embedded Discord (demo mode). */
  @Env('DISCORD_TOKEN', { isSecret: true })
  @ValidateIf(
    ({ token, isDemo, nodeEnv }: GatewaySettings) => token !== undefined || (nodeEnv === 'production' && !isDemo),
  )
  @IsDefined({ message: '$property is missing: in production set it, or set DEMO=true to show the demo' })
  @Matches(BOT_TOKEN, { message: '$property does not look like a bot token' })
  readonly token?: string;

  /** Base of Discord's REST API, without the version. The gateway's address comes from it. */
  @Env('DISCORD_API_URL')
  @IsAddress()
  readonly apiUrl: string = 'https://discord.com/api';

  /** Demo mode even where a token is set. */
  @Env('DEMO')
  @FromBoolean()
  @IsBoolean({ message: '$property must be true or false' })
  readonly isDemo: boolean = false;

  /** Only `production` means something here: without a token it refuses to start. */
  @Env('NODE_ENV')
  @IsOptional()
  readonly nodeEnv?: string;

  /** Kinds of events the bot asks Discord for, by discord.js's names. `Guilds` is enough for slash commands. */
  @Env('INTENTS')
  @FromList()
  @IsIn(INTENTS, { each: true, message: `$property has a name that is none of ${INTENTS.join(', ')}` })
  @ArrayContains(['Guilds'], {
    message: '$property must contain Guilds: without it Discord does not say where the bot is',
  })
  readonly intents: readonly string[] = ['Guilds'];

  /** Connections to Discord: `auto` for as many as Discord recommends, or a number from 1 to 16,384. */
  @Env('GATEWAY_SHARDS')
  @FromNumber()
  @ValidateBy({
    name: 'isShardCount',
    validator: {
      validate: (value: unknown) =>
        value === 'auto' || (Number.isInteger(value) && Number(value) >= 1 && Number(value) <= MOST_SHARDS),
      defaultMessage: () => `$property must be auto or a whole number from 1 to ${MOST_SHARDS}`,
    },
  })
  readonly shards: number | 'auto' = 'auto';

  /** `on-start` writes commands that are new or differ, and never deletes; `manual` when a person wants it; `off` never. */
  @Env('COMMAND_SYNC')
  @IsIn(['on-start', 'manual', 'off'], { message: '$property must be on-start, manual or off' })
  readonly commandSync: CommandSyncMode = 'on-start';

  /** Whether idle shards are asked once a minute for a sign of life; without it a deaf shard looks like a quiet one. */
  @Env('CANARY')
  @IsIn(['on', 'off'], { message: '$property must be on or off' })
  readonly canary: 'on' | 'off' = 'on';

  /** Whether sessions outlive outages and restarts; `off` gives them up as discord.js does. Supervision is on with both. */
  @Env('SESSION_KIT')
  @IsIn(['on', 'off'], { message: '$property must be on or off' })
  readonly sessionKit: 'on' | 'off' = 'on';

  /** What the library remembers of each server: `lean` is what an operations bot needs, `full` is discord.js's default. */
  @Env('CACHE')
  @IsIn(['lean', 'full'], { message: '$property must be lean or full' })
  readonly cache: 'lean' | 'full' = 'lean';

  /** Session starts that are never spent by the program, 0 to 100,000. Default: the shard count or 20 %, the larger. */
  @Env('SESSION_START_RESERVE')
  @FromNumber()
  @IsOptional()
  @IsInt({ message: '$property must be a whole number' })
  @Min(0, { message: '$property must be 0 or more' })
  @Max(100_000, { message: '$property must be 100000 or less' })
  readonly sessionStartReserve?: number;
  /** The server in which operators have their slash commands; without one there are none of them. */
  @Env('HOME_GUILD_ID')
  @IsOptional()
  @Matches(/^\d{15,20}$/, { message: '$property must be the id of a server' })
  readonly homeGuildId?: string;
}
