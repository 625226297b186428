import { Injectable } from '@nestjs/common';
import { MonitorSettings } from '../../config/monitor.settings.js';
import { span } from '../../model/limits.js';
import type { RestUse, RouteUse } from '../../model/rest-use.js';
import { type Answered, isInvalid } from './answer.js';
import { BucketBook } from './bucket-book.js';
import { DiscordClock } from './discord-clock.js';
import { InvalidRequests } from './invalid-requests.js';
import type { RequestRoute } from './request-route.js';
import { TimeSlots } from './time-slots.js';

/** https://docs.discord.com/developers/topics/rate-limits#global-rate-limit */
const GLOBAL_LIMIT = 50;
/** Milliseconds, and how many of them make the last minute, with the one that runs. */
const SECOND_MS = 1_000;
const SECONDS = 61;
/** Milliseconds, and how many of them make 5 minutes. */
const RECENT_SLOT_MS = 5_000;
const RECENT_SLOTS = 60;
/** Lines of routes and statuses; what comes beyond shares one. */
const ROUTES_KEPT = 300;

type Counted = { -readonly [Key in keyof RouteUse]: RouteUse[Key] };

/** Counts all requests of this process and what became of them; on the path of every request, so additions only. */
@Injectable()
export class RestMeter {
  readonly invalid: InvalidRequests;
  readonly clock: DiscordClock;
  private readonly buckets = new BucketBook();
  private readonly routes = new Map<string, Counted>();
  private readonly seconds: TimeSlots;
  private readonly recent: TimeSlots;
  private readonly recentFailures: TimeSlots;
  private readonly recentUnanswered: TimeSlots;
  private requestCount = 0;
  private waitCount = 0;
  private waitedMs = 0;

  constructor(limits: MonitorSettings) {
    this.invalid = new InvalidRequests(limits);
    this.clock = new DiscordClock(limits);
    this.seconds = new TimeSlots(span(SECOND_MS, limits), SECONDS);
    this.recent = new TimeSlots(span(RECENT_SLOT_MS, limits), RECENT_SLOTS);
    this.recentFailures = new TimeSlots(span(RECENT_SLOT_MS, limits), RECENT_SLOTS);
    this.recentUnanswered = new TimeSlots(span(RECENT_SLOT_MS, limits), RECENT_SLOTS);
  }

  /** A request leaves. Times are epoch milliseconds, here and below. */
  sent({ kind }: RequestRoute, at: number): void {
    this.requestCount += 1;
    this.recent.add(at);
    if (kind === 'ordinary') this.seconds.add(at); // interactions and webhooks have no share in the global limit
  }

  answered({ route, sentAt, endedAt, head }: Answered): void {
    this.countRoute(route.label, head?.status ?? 0, endedAt - sentAt);
    if (!head) return;
    this.buckets.note(route, head, endedAt);
    this.clock.note(head, { sentAt, endedAt });
    if (isInvalid(head)) this.invalid.note({ at: endedAt, route: route.label, status: head.status });
  }

  /** A request was answered with 5xx, or its answer did not come, or not whole. */
  failed(at: number, { wasAnswered }: { readonly wasAnswered: boolean }): void {
    this.recentFailures.add(at);
    if (!wasAnswered) this.recentUnanswered.add(at);
  }

  /** A request waits for a rate limit. */
  waited(ms: number): void {
    this.waitCount += 1;
    this.waitedMs += Math.round(ms);
  }

  told(at: number, now: Pick<RestUse, 'queuedCount' | 'heldUntil'>): RestUse {
    return {
      requestCount: this.requestCount,
      recentCount: this.recent.sum(at),
      recentFailureCount: this.recentFailures.sum(at),
      recentUnansweredCount: this.recentUnanswered.sum(at),
      invalid: this.invalid.told(at),
      global: {
        perSecond: this.seconds.previous(at),
        peakPerSecond: this.seconds.most(at),
        limit: GLOBAL_LIMIT,
      },
      buckets: this.buckets.told(at),
      waitCount: this.waitCount,
      waitedMs: this.waitedMs,
      ...now,
      routes: [...this.routes.values()].map((route) => ({ ...route })),
      clock: this.clock.offset(at),
    };
  }

  private countRoute(label: string, status: number, tookMs: number): void {
    const known = this.routes.get(`${status} ${label}`);
    const route = known || this.routes.size < ROUTES_KEPT ? label : 'others';
    const key = `${status} ${route}`;
    const counted = this.routes.get(key) ?? { route, status, count: 0, tookMs: 0 };
    counted.count += 1;
    counted.tookMs += tookMs;
    this.routes.set(key, counted);
  }
}
