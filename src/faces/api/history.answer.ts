import { ApiProperty } from '@nestjs/swagger';
import { type HistoryPoint, type Resolution, resolutions, shardLatency, spanOf } from '../../model/history.js';
import { percentileOf } from '../../model/histogram.js';
import type { Verdict } from '../../model/verdict.js';
import type { HistoryPage } from '../../monitor/history.reader.js';
import { iso, isoOrNull } from './wire.js';

const known = { type: Number, nullable: true } as const;

/** The bot over one span of time. */
export class HistoryPointAnswer {
  @ApiProperty({ format: 'date-time', description: 'When the span begins.' })
  readonly at!: string;

  @ApiProperty({ description: 'Seconds of the span in which a process looked; the rest is not known.' })
  readonly observedSeconds!: number;

  @ApiProperty({ ...known, description: 'Share of those in which a command would have been answered, 0 to 1.' })
  readonly answeredRatio!: number | null;

  @ApiProperty({ type: String, example: 'operational', description: 'The worst verdict.' })
  readonly verdict!: Verdict;

  @ApiProperty(known) readonly latencyP50Ms!: number | null;
  @ApiProperty(known) readonly latencyP95Ms!: number | null;
  @ApiProperty({ ...known, description: 'Of the one shard that `shard` names, while it answered: the largest.' })
  readonly shardLatencyMs!: number | null;

  @ApiProperty(known) readonly acknowledgementP50Ms!: number | null;
  @ApiProperty(known) readonly acknowledgementP95Ms!: number | null;
  @ApiProperty(known) readonly acknowledgementP99Ms!: number | null;
  @ApiProperty() readonly events!: number;
  @ApiProperty() readonly interactions!: number;
  @ApiProperty({ description: "Acknowledged after Discord's 3 seconds, or never." })
  readonly missedInteractions!: number;
  @ApiProperty() readonly errors!: number;
  @ApiProperty() readonly requests!: number;
  @ApiProperty({ description: 'Answered with 5xx, or not at all.' }) readonly failedRequests!: number;
  @ApiProperty() readonly identifies!: number;
  @ApiProperty() readonly resumes!: number;
  @ApiProperty({ description: 'Seconds without a session, over all shards.' }) readonly blindSeconds!: number;
  @ApiProperty({ ...known, description: 'Of one core.' }) readonly cpuRatio!: number | null;
  @ApiProperty(known) readonly guilds!: number | null;
  @ApiProperty(known) readonly unavailableGuilds!: number | null;
  @ApiProperty(known) readonly rssBytes!: number | null;
  @ApiProperty(known) readonly heapUsedBytes!: number | null;
  @ApiProperty(known) readonly eventLoopLagMs!: number | null;
  @ApiProperty(known) readonly sessionStartsLeft!: number | null;
  @ApiProperty(known) readonly invalidRequests!: number | null;
  @ApiProperty(known) readonly requestsPerSecond!: number | null;
}

/** A stretch of history. */
export class HistoryAnswer {
  @ApiProperty({ enum: resolutions })
  readonly resolution!: Resolution;

  @ApiProperty({ description: 'Seconds of each point.' })
  readonly spanSeconds!: number;

  @ApiProperty({ format: 'date-time' })
  readonly from!: string;

  @ApiProperty({ format: 'date-time' })
  readonly until!: string;

  @ApiProperty({ type: [HistoryPointAnswer], description: 'Oldest first. A span without a process has no point.' })
  readonly points!: readonly HistoryPointAnswer[];

  @ApiProperty({ type: String, nullable: true, format: 'date-time', description: '`from` of the next page.' })
  readonly next!: string | null;
}

/** What can be asked of a point. */
export type HistoryField = keyof HistoryPointAnswer;

type Readers = {
  readonly [Field in HistoryField]: (point: HistoryPoint, shardId: number | undefined) => HistoryPointAnswer[Field];
};

const readers: Readers = {
  at: ({ from }) => iso(from),
  observedSeconds: ({ observedMs }) => observedMs / 1_000,
  answeredRatio: (point) => share(point.answeredMs, point),
  verdict: ({ verdict }) => verdict,
  latencyP50Ms: ({ latency }) => percentileOf(latency, 0.5),
  latencyP95Ms: ({ latency }) => percentileOf(latency, 0.95),
  shardLatencyMs: (point, shardId) => (shardId === undefined ? null : shardLatency(point, shardId)),
  acknowledgementP50Ms: ({ acknowledgement }) => percentileOf(acknowledgement, 0.5),
  acknowledgementP95Ms: ({ acknowledgement }) => percentileOf(acknowledgement, 0.95),
  acknowledgementP99Ms: ({ acknowledgement }) => percentileOf(acknowledgement, 0.99),
  events: ({ counts }) => counts.events,
  interactions: ({ counts }) => counts.interactions,
  missedInteractions: ({ counts }) => counts.missedInteractions,
  errors: ({ counts }) => counts.errors,
  requests: ({ counts }) => counts.requests,
  failedRequests: ({ counts }) => counts.failedRequests,
  identifies: ({ counts }) => counts.identifies,
  resumes: ({ counts }) => counts.resumes,
  blindSeconds: ({ counts }) => counts.blindMs / 1_000,
  cpuRatio: (point) => share(point.counts.cpuMs, point),
  guilds: ({ levels }) => levels.guilds,
  unavailableGuilds: ({ levels }) => levels.unavailableGuilds,
  rssBytes: ({ levels }) => levels.rssBytes,
  heapUsedBytes: ({ levels }) => levels.heapUsedBytes,
  eventLoopLagMs: ({ levels }) => levels.eventLoopLagMs,
  sessionStartsLeft: ({ levels }) => levels.sessionStartsLeft,
  invalidRequests: ({ levels }) => levels.invalidRequests,
  requestsPerSecond: ({ levels }) => levels.requestsPerSecond,
};

export const historyFields = Object.keys(readers) as readonly HistoryField[];

/** What is wanted of each point: all of it, and no shard's, unless told otherwise. */
export interface PointWish {
  readonly fields?: readonly HistoryField[] | undefined;
  readonly shard?: number | undefined;
}

export function historyAnswer(
  { resolution, from, until, points, next }: HistoryPage,
  wish: PointWish = {},
): HistoryAnswer {
  return {
    resolution,
    spanSeconds: spanOf[resolution] / 1_000,
    from: iso(from),
    until: iso(until),
    points: points.map((point) => pointAnswer(point, wish)),
    next: isoOrNull(next),
  };
}

/** Of what was not asked for it has nothing. */
export function pointAnswer(
  point: HistoryPoint,
  { fields = historyFields, shard }: PointWish = {},
): HistoryPointAnswer {
  return Object.fromEntries(
    fields.map((field) => [field, readers[field](point, shard)]),
  ) as unknown as HistoryPointAnswer;
}

function share(ms: number, { observedMs }: HistoryPoint): number | null {
  return observedMs > 0 ? Math.round((ms / observedMs) * 100_000) / 100_000 : null;
}
