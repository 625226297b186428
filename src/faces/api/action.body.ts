import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsInt, IsOptional, IsString, Matches, Max, MaxLength, Min } from 'class-validator';
import { type LogVolume, logVolumes } from '../../model/action.js';
import { LONGEST_PRESENCE, type PresenceStatus, presenceStatuses } from '../../model/presence.js';

/** Characters. */
const LONGEST_REASON = 500;
/** Minutes: a day, and a week. */
const MOST_LOG_MINUTES = 1_440;
const MOST_MAINTENANCE_MINUTES = 10_080;

const yesOrNo = { message: '$property must be true or false' };
const whole = { message: '$property must be a whole number' };
const positive = { message: '$property must be 1 or more' };

/** What every request for an action has. */
export class ActionBody {
  @ApiProperty({ required: false, maxLength: LONGEST_REASON, description: 'Why, for those who read the audit.' })
  @IsOptional()
  @IsString({ message: '$property must be a text' })
  @MaxLength(LONGEST_REASON, { message: `$property must be ${LONGEST_REASON} characters or less` })
  readonly reason: string = '';

  @ApiProperty({ required: false, default: false, description: 'Only says what it would cost; nothing is done.' })
  @IsOptional()
  @IsBoolean(yesOrNo)
  readonly dryRun: boolean = false;
}

export class ReconnectionBody extends ActionBody {
  @ApiProperty({ required: false, minimum: 0, description: 'Id of a shard. Without it all, one after the other.' })
  @IsOptional()
  @IsInt(whole)
  @Min(0, { message: '$property must be 0 or more' })
  @Max(1_000_000, { message: '$property must be 1000000 or less' })
  readonly shard?: number;

  @ApiProperty({ required: false, enum: ['resume', 'new'], default: 'resume' })
  @IsOptional()
  @IsIn(['resume', 'new'], { message: '$property must be resume or new' })
  readonly session: 'resume' | 'new' = 'resume';

  @ApiProperty({
    required: false,
    default: false,
    description: 'Below the reserve of session starts too. For admins only.',
  })
  @IsOptional()
  @IsBoolean(yesOrNo)
  readonly isForced: boolean = false;
}

export class ReconnectingBody extends ActionBody {
  @ApiProperty({ description: 'true: shards that lose their connection stay away. false: they come back.' })
  @IsBoolean(yesOrNo)
  readonly isPaused!: boolean;
}

export class PresenceBody extends ActionBody {
  @ApiProperty({ enum: presenceStatuses })
  @IsIn(presenceStatuses, { message: `$property must be one of ${presenceStatuses.join(', ')}` })
  readonly status!: PresenceStatus;

  @ApiProperty({ required: false, maxLength: LONGEST_PRESENCE, description: "The line below the bot's name." })
  @IsOptional()
  @IsString({ message: '$property must be a text' })
  @MaxLength(LONGEST_PRESENCE, { message: `$property must be ${LONGEST_PRESENCE} characters or less` })
  readonly text?: string;
}

export class LogLevelBody extends ActionBody {
  @ApiProperty({ enum: logVolumes })
  @IsIn(logVolumes, { message: `$property must be one of ${logVolumes.join(', ')}: no action silences the log` })
  readonly level!: LogVolume;

  @ApiProperty({ minimum: 1, maximum: MOST_LOG_MINUTES, description: 'Then the level is the usual one by itself.' })
  @IsInt(whole)
  @Min(1, positive)
  @Max(MOST_LOG_MINUTES, { message: `$property must be ${MOST_LOG_MINUTES} or less` })
  readonly minutes!: number;
}

export class MaintenanceBody extends ActionBody {
  @ApiProperty({ minimum: 0, maximum: MOST_MAINTENANCE_MINUTES, description: '0 ends the maintenance that goes on.' })
  @IsInt(whole)
  @Min(0, { message: '$property must be 0 or more' })
  @Max(MOST_MAINTENANCE_MINUTES, { message: `$property must be ${MOST_MAINTENANCE_MINUTES} or less` })
  readonly minutes!: number;
}

export class DepartureBody extends ActionBody {
  @ApiProperty({ example: '1187402291846283264', description: 'Id of the server.' })
  @Matches(/^\d{15,20}$/, { message: '$property must be the id of a server' })
  readonly guildId!: string;
}
