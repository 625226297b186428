import { ApiProperty } from '@nestjs/swagger';
import { INVALID_REQUESTS_WINDOW_SECONDS, RECENT_SECONDS } from '../../model/discord-limits.js';
import type { Bucket, InvalidRequests, RestUse } from '../../model/rest-use.js';
import type { Seen } from '../../model/snapshot.js';
import { age, iso, isoOrNull } from './wire.js';

const route = { example: 'POST /channels/:id/messages', description: 'Method and route without ids.' };

export class OffenderAnswer {
  @ApiProperty(route)
  readonly route!: string;

  @ApiProperty({ example: 403 })
  readonly status!: number;

  @ApiProperty()
  readonly count!: number;
}

/** Answers 401, 403 and 429: at the limit Discord shuts out this whole address. */
export class InvalidRequestsAnswer {
  @ApiProperty()
  readonly count!: number;

  @ApiProperty({ example: 10_000 })
  readonly limit!: number;

  @ApiProperty({ example: INVALID_REQUESTS_WINDOW_SECONDS })
  readonly windowSeconds!: number;

  @ApiProperty({ type: [OffenderAnswer], description: 'The most frequent first, 5 at most.' })
  readonly offenders!: readonly OffenderAnswer[];
}

/** The rate limit of one route and its guild, channel or webhook. */
export class BucketAnswer {
  @ApiProperty(route)
  readonly route!: string;

  @ApiProperty()
  readonly limit!: number;

  @ApiProperty()
  readonly remaining!: number;

  @ApiProperty({ format: 'date-time' })
  readonly resetsAt!: string;
}

export class RestAnswer {
  @ApiProperty({ description: 'Seconds since this was measured.' })
  readonly ageSeconds!: number;

  @ApiProperty({ description: 'Requests in the last whole second. Answers to interactions do not count.' })
  readonly perSecond!: number;

  @ApiProperty({ description: 'The most in any second of the last minute.' })
  readonly peakPerSecond!: number;

  @ApiProperty({ example: 50, description: 'Requests that Discord allows in a second, over all routes.' })
  readonly limit!: number;

  @ApiProperty({ type: [BucketAnswer], description: 'The fullest first, 10 at most.' })
  readonly buckets!: readonly BucketAnswer[];

  @ApiProperty({ description: 'Requests that wait for their turn now.' })
  readonly queuedCount!: number;

  @ApiProperty({ description: 'Times since the start that a request waited for a rate limit.' })
  readonly waitCount!: number;

  @ApiProperty({ description: 'For how long all of them waited together.' })
  readonly waitedSeconds!: number;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'Until when we hold back requests.' })
  readonly heldUntil!: string | null;

  @ApiProperty({ description: 'Requests since the start.' })
  readonly requestCount!: number;

  @ApiProperty({ example: RECENT_SECONDS, description: 'Seconds that the two counts below are about.' })
  readonly recentWindowSeconds!: number;

  @ApiProperty()
  readonly recentCount!: number;

  @ApiProperty({ description: 'Answered with 5xx, or not at all.' })
  readonly recentFailureCount!: number;
}

export function invalidRequestsAnswer({ count, limit, offenders }: InvalidRequests): InvalidRequestsAnswer {
  return {
    count,
    limit,
    windowSeconds: INVALID_REQUESTS_WINDOW_SECONDS,
    offenders: offenders.map(({ route, status, count }) => ({ route, status, count })),
  };
}

export function restAnswer(rest: Seen<RestUse>, now: number): RestAnswer {
  const { global, queuedCount, waitCount, waitedMs, heldUntil, requestCount, recentCount, recentFailureCount } = rest;
  return {
    ageSeconds: age(rest.seenAt, now),
    perSecond: global.perSecond,
    peakPerSecond: global.peakPerSecond,
    limit: global.limit,
    buckets: rest.buckets.map(bucketAnswer),
    queuedCount,
    waitCount,
    waitedSeconds: waitedMs / 1_000,
    heldUntil: isoOrNull(heldUntil),
    requestCount,
    recentWindowSeconds: RECENT_SECONDS,
    recentCount,
    recentFailureCount,
  };
}

function bucketAnswer({ route, limit, remaining, resetsAt }: Bucket): BucketAnswer {
  return { route, limit, remaining, resetsAt: iso(resetsAt) };
}
