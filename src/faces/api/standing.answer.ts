import { ApiProperty } from '@nestjs/swagger';
import { type LogVolume, logVolumes } from '../../model/action.js';
import { type Standing, standingAt } from '../../model/standing.js';
import { iso, isoOrNull } from './wire.js';

/** Announced work at the bot. */
export class MaintenanceAnswer {
  @ApiProperty({ format: 'date-time' })
  readonly since!: string;

  @ApiProperty({ format: 'date-time', description: 'When it ends by itself.' })
  readonly until!: string;
}

/** What people have ordered. */
export class StandingAnswer {
  @ApiProperty({
    type: MaintenanceAnswer,
    nullable: true,
    description: 'Incidents are noted as ever, but nobody is told of them.',
  })
  readonly maintenance!: MaintenanceAnswer | null;

  @ApiProperty({
    type: String,
    nullable: true,
    format: 'date-time',
    description: 'Since when shards that lose their connection stay away.',
  })
  readonly reconnectingPausedSince!: string | null;

  @ApiProperty({ type: String, nullable: true, enum: logVolumes, description: 'null: the usual one.' })
  readonly logLevel!: LogVolume | null;

  @ApiProperty({ type: String, nullable: true, format: 'date-time' })
  readonly logLevelUntil!: string | null;
}

export function standingAnswer(standing: Standing, now: number): StandingAnswer {
  const { maintenance, reconnectingPausedSince, volume } = standingAt(standing, now);
  return {
    maintenance: maintenance && { since: iso(maintenance.since), until: iso(maintenance.until) },
    reconnectingPausedSince: isoOrNull(reconnectingPausedSince),
    logLevel: volume?.level ?? null,
    logLevelUntil: isoOrNull(volume?.until ?? null),
  };
}
