import { createHash } from 'node:crypto';
import { Clock } from '../clock.js';

/** How many requests fit in one window, and its length in seconds. */
interface Limit {
  readonly limit: number;
  readonly seconds: number;
}

/** What a bucket says about one request. */
export interface Ticket extends Limit {
  readonly isAllowed: boolean;
  readonly remaining: number;
  /** Epoch seconds with decimals, and seconds from now. */
  readonly resetAt: number;
  readonly resetAfter: number;
  readonly bucket: string;
}

/**
 * Numbers that Discord sends in its headers today; they are not promised anywhere, and clients must read the headers.
 * https://docs.discord.com/developers/topics/rate-limits
 */
const limits: Readonly<Record<string, Limit>> = {
  'POST /channels/:channel/messages': { limit: 5, seconds: 5 },
  'POST /channels/:channel/typing': { limit: 5, seconds: 5 },
  'GET /gateway/bot': { limit: 2, seconds: 5 },
  'PUT /applications/:app/commands': { limit: 10, seconds: 60 },
  'POST /webhooks/:app/:token': { limit: 5, seconds: 2 },
  'PATCH /webhooks/:app/:token/messages/:message': { limit: 5, seconds: 2 },
  'POST /interactions/:id/:token/callback': { limit: 5, seconds: 1 },
};
const ORDINARY: Limit = { limit: 20, seconds: 10 };

/** Requests in one second over all routes, interactions apart. */
const GLOBAL: Limit = { limit: 50, seconds: 1 };
/** Buckets remembered before the finished ones are thrown away. */
const TIDY_ABOVE = 5_000;

interface Window {
  readonly endsAt: number;
  count: number;
}

/** Counts requests per route and major parameter, in fixed windows as Discord does. */
export class RateLimits {
  private readonly windows = new Map<string, Window>();

  constructor(private readonly clock = new Clock()) {}

  /**
   * @param route method and path pattern, e.g. `GET /channels/:id`
   * @param major what parts the route's buckets: the id of a channel or guild, a webhook's token, or ''
   */
  take(route: string, major: string, now: number): Ticket {
    return this.count(`${route} ${major}`, { ...(limits[route] ?? ORDINARY), bucket: bucketName(route) }, now);
  }

  /** @param who the authorization that was sent; '' counts for the address */
  takeGlobal(who: string, now: number): Ticket {
    return this.count(`global ${who}`, { ...GLOBAL, bucket: '' }, now);
  }

  private count(key: string, { limit, seconds, bucket }: Limit & { bucket: string }, now: number): Ticket {
    if (this.windows.size > TIDY_ABOVE) this.tidy(now);
    const running = this.windows.get(key);
    const window =
      running && running.endsAt > now ? running : { endsAt: now + this.clock.span(seconds * 1_000), count: 0 };
    this.windows.set(key, window);
    window.count += 1;
    return {
      limit,
      seconds,
      bucket,
      isAllowed: window.count <= limit,
      remaining: Math.max(0, limit - window.count),
      resetAt: window.endsAt / 1_000,
      resetAfter: (window.endsAt - now) / 1_000,
    };
  }

  private tidy(now: number): void {
    for (const [key, window] of this.windows) if (window.endsAt <= now) this.windows.delete(key);
  }
}

function bucketName(route: string): string {
  return createHash('sha256').update(route).digest('hex').slice(0, 32);
}
