import { ApiProperty } from '@nestjs/swagger';
import type { Instance } from '../../model/instance.js';
import type { Seen } from '../../model/snapshot.js';
import { iso } from './wire.js';

export class ProcessAnswer {
  @ApiProperty({ format: 'date-time', description: 'When these figures were measured.' })
  readonly asOf!: string;

  @ApiProperty({ format: 'date-time' })
  readonly startedAt!: string;

  @ApiProperty({ description: 'Version of Shardwatch.' })
  readonly version!: string;

  @ApiProperty()
  readonly nodeVersion!: string;

  @ApiProperty({ description: 'Version of discord.js.' })
  readonly libraryVersion!: string;

  @ApiProperty()
  readonly rssBytes!: number;

  @ApiProperty()
  readonly heapUsedBytes!: number;

  @ApiProperty({ type: Number, nullable: true, description: 'Share of one core, 0 and up.' })
  readonly cpuRatio!: number | null;

  @ApiProperty({ type: Number, nullable: true, description: 'Milliseconds, 99th percentile over 2 s.' })
  readonly eventLoopLagMs!: number | null;

  @ApiProperty({ description: 'Samples since the start in which the event loop stood still for too long.' })
  readonly eventLoopBlockCount!: number;

  @ApiProperty({ description: 'Errors since the start that nobody caught.' })
  readonly uncaughtErrorCount!: number;

  @ApiProperty({ type: Number, nullable: true, description: 'Starts that the store remembers, this one included.' })
  readonly startCount!: number | null;
}

export function processAnswer(instance: Seen<Instance>): ProcessAnswer {
  const { seenAt, startedAt, version, nodeVersion, libraryVersion, rssBytes, heapUsedBytes } = instance;
  const { cpuRatio, eventLoopLagMs, eventLoopBlockCount, uncaughtErrorCount, store } = instance;
  return {
    asOf: iso(seenAt),
    startedAt: iso(startedAt),
    version,
    nodeVersion,
    libraryVersion,
    rssBytes,
    heapUsedBytes,
    cpuRatio,
    eventLoopLagMs,
    eventLoopBlockCount,
    uncaughtErrorCount,
    startCount: store.startCount,
  };
}
