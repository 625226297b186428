/** What this process has asked of Discord's REST API, and how it was answered. Totals are since the process started. */
export interface RestUse {
  readonly requestCount: number;
  /** Of the last 5 minutes. */
  readonly recentCount: number;
  /** Of the last 5 minutes: answered with 5xx, or not at all (refused, cut, too late). */
  readonly recentFailureCount: number;
  /** Those of them to which nothing was answered: Discord may not even have heard of them. */
  readonly recentUnansweredCount: number;
  readonly invalid: InvalidRequests;
  readonly global: GlobalRate;
  /** Buckets (rate limits of one route and its guild, channel or webhook) that matter now: the fullest first, 10 at most. */
  readonly buckets: readonly Bucket[];
  /** Requests that wait for their turn now. */
  readonly queuedCount: number;
  /** Times that a request had to wait for a rate limit, and for how many milliseconds in all. */
  readonly waitCount: number;
  readonly waitedMs: number;
  /** Epoch milliseconds until which we hold back requests by ourselves; `null` when we do not. */
  readonly heldUntil: number | null;
  /** One line for each route and status that came. */
  readonly routes: readonly RouteUse[];
  readonly clock: ClockOffset | null;
}

/** Answers 401, 403 and 429: too many, and Discord shuts the whole address out. */
export interface InvalidRequests {
  /** In the last 10 minutes; a 429 of scope `shared` does not count. */
  readonly count: number;
  /** How many Discord allows in 10 minutes. */
  readonly limit: number;
  /** Who caused them, the most frequent first, 5 at most. */
  readonly offenders: readonly { readonly route: string; readonly status: number; readonly count: number }[];
}

/** The limit over all routes. Interaction endpoints are exempt and not counted. */
export interface GlobalRate {
  /** Requests in the last whole second. */
  readonly perSecond: number;
  /** The most in any second of the last minute. */
  readonly peakPerSecond: number;
  readonly limit: number;
}

export interface Bucket {
  /** Method and route without ids, e.g. `POST /channels/:id/messages`. */
  readonly route: string;
  readonly limit: number;
  readonly remaining: number;
  /** Epoch milliseconds at which all of it comes back. */
  readonly resetsAt: number;
}

export interface RouteUse {
  /** Method and route without ids, e.g. `POST /channels/:id/messages`. */
  readonly route: string;
  /** HTTP status; 0 when no answer came. */
  readonly status: number;
  readonly count: number;
  /** Milliseconds in all, from sending to the head of the answer. */
  readonly tookMs: number;
}

/** How far this machine's clock is from Discord's. */
export interface ClockOffset {
  /** Milliseconds; positive when Discord's clock is ahead. */
  readonly offsetMs: number;
  /** `rate_limit` is exact to some milliseconds, `date` to a second. */
  readonly source: 'rate_limit' | 'date';
  /** Epoch milliseconds. */
  readonly measuredAt: number;
}
